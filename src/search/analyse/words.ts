/**
 * Small words, and words that are one word said in many ways. Both sides use these tables: the lexicon's phrases
 * when they are compiled, and a person's words when they are read. So a spelling added here works everywhere.
 */

const set = (words: string) => new Set(words.trim().split(/\s+/));

/** Say nothing in a phrase: "my", "the". They may stand anywhere between the words of a phrase. */
export const ARTICLES = set(`
  a an the my our his her their your i im ive id ill we weve were us me it its he she they you
  some any this that these those of to and so very really just please bit
`);

/** Say little: helping verbs and manners. Skipped between a phrase's words, and not searched for. */
export const LIGHT = set(`
  ${[...ARTICLES].join(' ')}
  am is are was be been being has have had having do does did done can could would should will shall may might
  need needs needing want wants wanted wanting like get getting got gets go going goes gone come coming
  look looking looks find finding found help helping helps try trying tried know think seem feel feels feeling felt
  with for if as or but then than there here where when what which who whom how why because also
  him them himself herself themselves myself yourself ones one thing things something someone somebody anything
  anyone anybody way lot lots much many more most kind sort about hello hi hey thanks thank ta cheers ok okay oh
  let lets say says said tell give gives given put able keep keeps still even ever already yet maybe perhaps
  advice support service services info information near nearby local area around place places
  quite too bad good great nice big little new day days time times people person every each other another
  use using used make makes making made take takes taking took see show start started
  dear sir madam mate pal hen love aye eh er um erm lol omg yeah yes
`);

/** Small words that change a meaning ("off the drink"), so a phrase keeps them; one may be skipped in what is read. */
export const WEAK = set(`
  in on at by from up down out off over under into onto through after before again now today tonight tomorrow
  yesterday week month year since until while always back away along across alone own since only all both
  anymore nae longer recently lately sometimes often
`);

/** What turns the words after it round. See negation.ts. */
export const NEGATORS = set('no not never without dont doesnt didnt isnt arent wasnt wont nor neither');

/** One word, many spellings: dialect, text-speak, contractions. The first of each row is what it becomes. */
const SAME: string[] = [
  'cant cannot cannae canny canni couldnt couldny couldnae cnt',
  'dont dinnae dinny donot dnt doesnt doesny doesnae dusnt',
  'didnt didny didnae',
  'isnt isny isnae aint arent arenae arny',
  'wasnt wisny wisnae wasny werent',
  'wont willny willnae',
  'havent hasnt hadnt hasny hasnae havnt hvnt havny havenae',
  'not nt',
  'no nae naw',
  'you u ye yous youse ya yer',
  'your ur yer youre',
  'are r',
  'because bc coz cos cuz bcos cause',
  'please pls plz plse',
  'people ppl',
  'with w wi wiv',
  'want wanna wantin wanty wannae',
  'going gonna gonny gonnae goin gaun',
  'have hav hae huv',
  'what wot whit wat',
  'about bout aboot abt',
  'out oot',
  'down doon doun',
  'house hoose',
  'now noo',
  'my ma mi maself',
  'of o ov',
  'and n nd',
  'to tae',
  'from fae frae frm',
  'so sae',
  'home hame',
  'do dae',
  'who wha',
  'some sum',
  'someone sum1 sm1 some1',
  'anyone any1 anywan',
  'nobody naebdy naebody noone nobdy',
  'nothing nowt nuthin nothin nothink fuckall naething',
  'anything owt anyfin anythin anyhing',
  'something summat somethin sumthin suhin',
  'nowhere naewhere',
  'alone aln alane alain',
  'own ain',
  'tonight 2nite tonite 2night',
  'tomorrow tmrw tomoz tomorro 2moro',
  'mum mam mom mammy mummy maw mother mams',
  'dad da daddy faither father',
  'gran nan nana nanna granny grandma grandmother',
  'grandad grandfather granda grandpa gramps',
  'husband hubby hubbie huband',
  'wife missus missis',
  'partner prtner',
  'boyfriend bf fella',
  'girlfriend gf burd',
  'child kid kiddie kiddy wean wain bairn childs weans kids children nipper childern',
  'baby babby bubba bubs bairny',
  'brother bro bruv brer',
  'sister sis',
  'friend m8 friends frend freind',
  'money munny mony dosh monies',
  'doctor doc gp drs',
  'appointment appt',
  'council cooncil counsil coucil',
  'depressed depresed deppressed',
  'addict adict',
  'die died dying dies dyin deid dieing',
  'lose lost losing loses loosing lossed',
  'leave left leaving leaves',
  'hit hits hitting hittin',
  'beat beats beating beaten beatin',
  'hurt hurts hurting hurtin',
  'eat eats eating ate eaten eatin',
  'drink drinks drinking drank drinkin',
  'sleep sleeps sleeping slept sleepin kip',
  'cry cries crying cried cryin',
  'pay pays paying paid payin',
  'live lives living lived livin',
  'sad sadness',
  'woman women wuman',
  'man men',
  'feel feelin feeling feels felt',
  'nothing nothin',
  'telly tv television',
  'bus buses',
  'grief grieve grieving grieved griefing',
  'alcohol booze bevvy alchohol alcahol alchol swally',
  'mental mentle',
  'health helth',
];

const CANON = new Map<string, string>();
for (const row of SAME) {
  const [head = '', ...rest] = row.split(' ');
  for (const w of rest) if (!CANON.has(w)) CANON.set(w, head);
}

/** Two words that people also write as one: "can not", "do not". */
export const MERGES = new Map([
  ['can not', 'cant'],
  ['do not', 'dont'],
  ['does not', 'dont'],
  ['did not', 'didnt'],
  ['will not', 'wont'],
  ['could not', 'cant'],
  ['have not', 'havent'],
  ['has not', 'havent'],
  ['is not', 'isnt'],
  ['are not', 'isnt'],
  ['was not', 'wasnt'],
  ['no one', 'nobody'],
  ['some one', 'someone'],
  ['any one', 'anyone'],
  ['any more', 'anymore'],
  ['a lone', 'alone'],
]);

/** The usual spelling of a word that has many. */
export const canonical = (word: string) => CANON.get(word) ?? word;

/** Kin, so that "lost my dad" and "Lee, my son" are told from places. */
export const KIN = set(
  'mum dad gran grandad husband wife partner boyfriend girlfriend child son daughter brother sister friend uncle aunt auntie cousin baby mate neighbour called named mr mrs miss dr',
);
