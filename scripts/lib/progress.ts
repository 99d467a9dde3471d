/** A line that says what is going on: rewritten in place on a terminal, once a step elsewhere. */
export function progress(out: NodeJS.WriteStream = process.stdout) {
  let last = 0;
  const clear = () => out.isTTY && out.write('\r\x1b[2K');
  return {
    /** For what changes many times a second; not printed where it cannot be rewritten. */
    tick(text: string) {
      const now = Date.now();
      if (!out.isTTY || now - last < 100) return;
      last = now;
      clear();
      out.write(text);
    },
    /** For what is done. */
    line(text: string) {
      clear();
      out.write(`${text}\n`);
    },
  };
}

/** Milliseconds in words: "0.4 s", "12 s", "3 min 5 s". */
export function took(ms: number): string {
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
