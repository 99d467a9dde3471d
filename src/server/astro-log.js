/**
 * How Astro writes its log (the `logger` of astro.config.mjs; it has to be JavaScript). While the site is served, a
 * fault in a page is logged by its kind and its place alone: its message could hold what somebody typed into a form.
 * While the site is built there is nobody to protect, and an editor needs every word.
 *
 * @typedef {{ level: string, label: string | null, message: string }} Event
 */
const building = /astro(\.m?js)?$/.test(process.argv[1] ?? '');

/** One place of a stack: `at name (file:1:2)`, `at file:1:2`, `at name (<anonymous>)`. */
const FRAME = /^ {4}at (async )?([^()]+ \()?([^\s()]+:\d+:\d+|<anonymous>)\)?$/;

/** @param {string} message */
const withoutWords = (message) => {
  const kind = /^\w*Error\b/.exec(message)?.[0] ?? 'A fault';
  const lines = message.split('\n');
  // The places stand at the end, each with its line and column; what stands before them is the message.
  const last = lines.findLastIndex((line) => !FRAME.test(line));
  return [kind, ...lines.slice(last + 1)].join('\n');
};

/** @returns {{ write(event: Event): void }} */
export default function astroLog() {
  return {
    write({ level, label, message }) {
      const trouble = level === 'error';
      const text = trouble && !building ? withoutWords(message) : message;
      const prefix = label && label !== 'SKIP_FORMAT' ? `[${label}] ` : '';
      if (trouble || level === 'warn')
        console.error(`${trouble && !building ? 'error ' : ''}${prefix}${text}`);
      else if (level === 'info') console.info(`${prefix}${text}`);
    },
  };
}
