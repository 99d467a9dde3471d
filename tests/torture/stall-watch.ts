import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Loaded into a server before its own code (`node --import`): measures how long its event loop is held up. SIGUSR2
 * prints what was measured since the last one, as a line that starts with STALL, and begins anew.
 *
 * `cpu` counts only the time this thread was at work between two looks at the clock. `wall` also counts the time in
 * which the machine gave the processor to others, so on a busy machine it says more of them than of us.
 */
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
let busiest = 0;
const cpuOf = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
let before = cpuOf();
setInterval(() => {
  const now = cpuOf();
  busiest = Math.max(busiest, now - before);
  before = now;
}, 1).unref();

process.on('SIGUSR2', () => {
  const tenth = (n: number) => Math.round(n * 10) / 10;
  const told = { cpu: tenth(busiest), wall: tenth(delay.max / 1e6), p99: tenth(delay.percentile(99) / 1e6) };
  process.stdout.write(`STALL ${JSON.stringify(told)}\n`);
  delay.reset();
  busiest = 0;
});
