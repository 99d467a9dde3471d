import { Icon } from '../icon/Icon.tsx';

/** One kind of urgent help, as in content/crisis. */
export interface CrisisView {
  id: string;
  heading: string;
  lead: string;
  helplines: { label: string; when: string; href: string; hours?: string | undefined }[];
  next?: string | undefined;
}

/** A phone number on one line: read out and dialled in one go. */
const whole = (label: string) => label.replace(/(\d) (?=\d)/g, '$1\u00a0');

/**
 * The urgent-help panel: fixed words and numbers, no search behind it. It comes first on the page and takes no focus,
 * so that nobody is thrown about while typing; the find page announces it.
 */
export function Panel({ crisis, level = 2 }: { crisis: CrisisView; level?: 1 | 2 }) {
  const Heading = `h${level}` as const;
  return (
    <section class="crisis" aria-labelledby={`crisis-${crisis.id}`} id={crisis.id}>
      <div class="wrap">
        <Heading id={`crisis-${crisis.id}`}>{crisis.heading}</Heading>
        <p class="lead">{crisis.lead}</p>
        <ul>
          {crisis.helplines.map((line) => (
            <li key={line.href}>
              <a class="call" href={line.href}>
                <b>
                  <Icon
                    name={
                      line.href.startsWith('sms:')
                        ? 'message'
                        : line.href.startsWith('tel:')
                          ? 'phone'
                          : 'arrow'
                    }
                  />
                  {whole(line.label)}
                </b>
                <span>
                  {line.when}
                  {line.hours && ` ${line.hours}.`}
                </span>
              </a>
            </li>
          ))}
        </ul>
        {crisis.next && <p class="then">{crisis.next}</p>}
      </div>
    </section>
  );
}
