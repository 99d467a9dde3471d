import { execFileSync, spawn } from 'node:child_process';

export interface Run {
  ok: boolean;
  seconds: number;
  /** Seconds of processor, of all its processes: what stays the same when the machine has other things to do. */
  cpu: number;
  /** Most memory that the process and all it started held at once, in MB (resident, sampled four times a second). */
  peakMb: number;
  said: string;
}

/** "01:02:03" or "1-02:03:04" as ps writes it, in seconds. */
function seconds(time: string): number {
  const [clock = '', days = '0'] = time.split('-').reverse();
  return clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days) * 86_400;
}

/** Resident kilobytes of a process and everything below it; adds to `cpu` the seconds each has used so far. */
function tree(root: number, cpu: Map<number, number>): number {
  const rows = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,rss=,time='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((l) => {
      const [pid, parent, rss, time = ''] = l.trim().split(/\s+/);
      return [Number(pid), Number(parent), Number(rss), seconds(time)];
    });
  const below = new Set([root]);
  // Children have higher numbers than their parents, save when the numbers wrap; two passes see to that.
  for (let pass = 0; pass < 2; pass++)
    for (const [pid = 0, parent = 0] of rows) if (below.has(parent)) below.add(pid);
  let total = 0;
  for (const [pid = 0, , rss = 0, used = 0] of rows)
    if (below.has(pid)) {
      total += rss;
      cpu.set(pid, used);
    }
  return total;
}

/** Runs a command to its end and measures it. */
export async function measured(
  command: string,
  args: string[],
  env: Record<string, string>,
  cwd = '.',
): Promise<Run> {
  const began = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [said, peak] = ['', 0];
  const used = new Map<number, number>();
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (d: Buffer) => {
      said = (said + d).slice(-4000);
    });
  const timer = setInterval(() => {
    if (child.pid) peak = Math.max(peak, tree(child.pid, used));
  }, 250);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  clearInterval(timer);
  const cpu = [...used.values()].reduce((a, b) => a + b, 0);
  return { ok: code === 0, cpu, seconds: (performance.now() - began) / 1000, peakMb: peak / 1024, said };
}
