import { expect, test } from 'vitest';
import { checkFolder } from '#schemas/check/check.ts';
import { problemLine } from '#schemas/problem.ts';

/** Every kind of thing that can be wrong in a content folder, and exactly what an editor is told of each. */
const TOLD = [
  'assets/bad-values.md: summary has HTML in it. Use plain words only',
  'assets/bad-values.md: locations[0].postcode "WN77 1ABC" cannot be a UK postcode. Check it, or take it out',
  'assets/bad-values.md: sessions[0].end ends (09:00) before it starts (10:00). Swap them, or use the 24-hour clock',
  'assets/bad-values.md: cost.type should say its type: free, donation, amount or unknown',
  'assets/bad-values.md: contact.phone cannot be a UK telephone number. It should have 10 or 11 digits and start with 0, or be a short number such as 116 123',
  'assets/bad-values.md: agse is not a field we know. Check the spelling, or take it out',
  'assets/binary.md: has no facts at the top. Begin with a line of three hyphens, the facts, and three hyphens more',
  'assets/closed-with-sessions.md: sessions are given, but the listing is closed. Take the sessions and opening hours out',
  'assets/closed-with-sessions.md: statusReason is missing. Say why the listing is closed',
  'assets/empty.md: is empty. Fill it in, or take it out',
  'assets/far-away.md: locations[0].lat and lng are 11 km from the middle of Leigh. Check them, or name the place it is in: "atherton" is nearest',
  'assets/from-the-future.md: checked.date is 2027-10-01, which is still to come. Give the day somebody asked',
  'assets/garbled.md: cannot be read as YAML. Line 9: missed comma between flow collection entries',
  'assets/html-body.md: has HTML in its text: <div class="x"> on line 3 below the "---". Use plain words; **two stars** make bold',
  'assets/moved.md: formerIds[0] is "good-walk", but assets/good-walk.md is a listing of its own. Take it out here, or rename that file',
  'assets/moved.md: formerIds[1] is the id that the listing has now. Take it out',
  'assets/moved.md: formerIds[2] is "old-walk", which assets/moved-too.md claims too. Leave it with the one that people should be sent to',
  'assets/no-code.md: code is missing. Give it four to six characters, such as k7pm. This one is free: 95c7',
  'assets/no-coordinate.md: locations[0].lat is missing. Add the latitude, or mark the location sensitive: true, or use serviceArea if there is no venue',
  'assets/no-words.md: has no text below the second "---". Write a few plain sentences',
  'assets/notes.txt: is not read by anything. Files in assets are named *.md. Rename it, or take it out',
  'assets/points-nowhere.md: organisation names "kind-hand", which is not an organisation. Did you mean "kind-hands"?',
  'assets/points-nowhere.md: topics[0] names "activ", which is not a need. Did you mean "active"?',
  'assets/points-nowhere.md: topics[1] names "gardening", which is not a need. Use one of loneliness, bereavement, mental-wellbeing, money, benefits, legal, food, housing, homelessness, work, learning, volunteering, caring, relationships, parenting, young-people, addiction, abuse, asylum, long-term-conditions, disability, dementia, active, nature, creative, transport',
  'assets/points-nowhere.md: locations[0].place names "liegh", which is not a place. Did you mean "leigh"?',
  'assets/points-nowhere.md: serviceArea.areas[0] names "wigam", which is not an area of site.yaml. Did you mean "wigan"?',
  'assets/points-nowhere.md: languages[1] is "xx", which site.yaml has no name for. Add it to languages there, or use one of pl',
  'assets/swapped.md: locations[0].lat is outside the UK. Latitude should be between 49 and 61; is it swapped with lng?',
  'assets/swapped.md: locations[0].lng is outside the UK. Longitude should be between -9 and 2; is it swapped with lat?',
  'assets/two-the-same.md: code is "gw23", which assets/good-walk.md has already. This one is free: xg5r. Keep the old one on the listing that had it first',
  'calendar/bank-holidays-england.yaml: days[0].date is not a date that exists. Write it as year-month-day, such as 2026-11-21',
  'calendar/terms-wigan.yaml: terms[0].until is before the term begins. Swap the dates',
  'organisations/Big Shed.yaml: has a name that cannot be an id. Use lower-case letters, digits and single hyphens, such as big-shed.yaml',
  'organisations/good-club.yaml: kind should be charity, community-group, council, nhs, faith-group, housing-association, company, social-enterprise or national',
  'organisations/good-club.yaml: url cannot be a web address. It should start with https:// and name a site, such as https://example.org',
  'organisations/good-club.yaml: email cannot be an e-mail address. It should look like name@example.org',
  'organisations/good-club.yaml: phone cannot be a UK telephone number. It should have 10 or 11 digits and start with 0, or be a short number such as 116 123',
  'organisations/old.yml: is not read by anything. Files in organisations are named *.yaml. Rename it, or take it out',
  'pages/how-we-check.md: is not there, but pages of the site link to it. Write it, or copy the one that came with this',
  'places/atherton.yaml: area names "wgan", which is not an area of site.yaml. Did you mean "wigan"?',
  'places/empty.yaml: is empty. Fill it in, or take it out',
  'places/govan.yaml: outcodes[0] is not an outward postcode, such as WN7',
  'places/half.yaml: cannot be read as YAML. Line 3: unexpected end of the stream within a flow collection',
  "places/partick.yaml: lat and lng are outside wigan. Check them, or widen that area's bounds in site.yaml",
  'practices/surgery.yaml: place names "lee", which is not a place. Add places/lee.yaml, or name another',
  'practices/surgery.yaml: team names "hear", which is not a team. Add teams/hear.yaml, or name another',
  'site.yaml: areas[1].nation is scotland, but calendar/bank-holidays-scotland.yaml is not there. Add it, so that nobody is sent to a locked door',
  'stories/ann.md: assets[1] names "nowhere", which is not a listing. Add assets/nowhere.md, or name another',
  'stories/ann.md: has HTML in its text: <script> on line 1 below the "---". Use plain words; **two stars** make bold',
  'teams/here.yaml: areas[0] names "wigam", which is not an area of site.yaml. Did you mean "wigan"?',
  'teams/here.yaml: places[1] names "leigh" a second time. Take one out',
  'topics/legal.yaml: family should be one of how-you-feel, money-and-rights, home-and-food, work-and-learning, family-and-caring, staying-safe, health, getting-out',
  'topics/loneliness.yaml: is not there. Every need has a file. Copy the one that came with this',
  'topics/lonliness.yaml: is not one of the needs, which are fixed. Did you mean loneliness.yaml?',
  'topics/money.yaml: related[0] names "fod", which is not a need. Did you mean "food"?',
  'topics/money.yaml: crisis names "suicde", which is not an urgent-help panel. Did you mean "suicide"?',
];

const WORTH_A_LOOK = [
  'assets/far-away.md: locations[0].postcode starts with G51, which is not in or near Leigh (WN7). Check it',
];

test('a folder with everything wrong gives every problem at once, each with its mending', async () => {
  const { problems, warnings } = await checkFolder('tests/fixtures/broken-content', '2026-11-21');
  expect(problems.map(problemLine)).toEqual(TOLD);
  expect(warnings.map(problemLine)).toEqual(WORTH_A_LOOK);
});

test('a folder that is not there is one problem', async () => {
  const { problems, content } = await checkFolder('tests/fixtures/no-such-folder', '2026-11-21');
  expect(content).toBeUndefined();
  expect(problems.map((p) => p.message)).toEqual([
    'tests/fixtures/no-such-folder is not a folder. Set CONTENT_DIR to the folder that holds site.yaml',
  ]);
});
