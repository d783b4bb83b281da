import { availableParallelism, cpus } from 'node:os';
import { readCommandLine, refuse } from '../../tools/command-line.ts';
import { measureBundles } from './bundles.ts';
import { measureDecision } from './decision.ts';
import { detectionLimits, measureDetection } from './detection.ts';
import { measureHour } from './hour.ts';
import { drawDwells, limits, measureOverhead, summariseOverhead } from './overhead.ts';
import { table } from './table.ts';
import { measureTransitions } from './transitions.ts';
import { measureVerification } from './verification.ts';

const helpText = `Prints the figures of docs/measured.md beside their limits; fails where one is missed.

  npm run bench -- [options] [FIGURE ...]

  --runs N          how many runs are drawn for overhead and detection   (24)
  --seed N          repeats the same random choices                      (7)
  --help            this text

FIGURE is one of transitions, bundles, overhead, decision, detection, verification, hour; without one, all of them.`;

const command = 'npm run bench';
const options = { runs: { type: 'string', default: '24' }, seed: { type: 'string', default: '7' } } as const;
const read = readCommandLine({ command, help: helpText, options, takesNames: true });
const values = { runs: Number(read?.values.runs), seed: Number(read?.values.seed) };

const say = (text: string) => process.stdout.write(`${text}\n`);

/** A limit that is missed makes the command fail. Load times are left to the reader: they depend on the machine. */
const miss = (missed: readonly object[]) => {
  if (missed.length === 0) return;
  say(`\nover the limit: ${JSON.stringify(missed)}`);
  process.exitCode = 1;
};

const overhead = async () => {
  const dwells = drawDwells({ count: values.runs, seed: values.seed, longestPromotion: 600 });
  const promotions = dwells.map(({ promotionSeconds }) => promotionSeconds).join(', ');
  say('\nFrom the moment AWS is ready, in seconds on the virtual clock (limits to our next look: mean 1.5, worst 3)');
  say(`${dwells.length} runs, seed ${values.seed}; promotions of ${promotions} s\n`);
  const measured = summariseOverhead(await measureOverhead(dwells));
  const rows = measured.map(({ operation, count, looked, done }) => [
    operation,
    count,
    ...[looked.mean, looked.worst, done.mean, done.worst].map((seconds) => seconds.toFixed(2)),
  ]);
  const head = ['operation', 'samples', 'look: mean', 'worst', 'going on: mean', 'worst'];
  say(table(head, rows));
  miss(measured.filter(({ looked }) => looked.mean > limits.mean || looked.worst > limits.worst));
};

const bundles = async () => {
  const [processor] = cpus();
  say('\nFunctions as packaged (limits: 600 KB, 80 ms): size, and time to load in a fresh process, 15 times');
  say(`Node ${process.version}, ${availableParallelism()} × ${processor?.model ?? 'unknown processor'}\n`);
  const figures = await measureBundles();
  const rows = figures.map(({ name, ...one }) => [
    name,
    ...[one.kilobytes, one.medianMs, one.bestMs].map((figure) => figure.toFixed(0)),
  ]);
  say(table(['function', 'KB', 'load ms: median', 'best'], rows));
  miss(figures.filter(({ kilobytes }) => kilobytes > 600));
};

const transitions = async () => {
  say('\nState machine interpreter on the virtual clock, 20 executions side by side, best of five\n');
  const figures = await measureTransitions();
  const rows = figures.map((one) => [one.machine, one.transitions, one.perSecond.toFixed(0)]);
  say(table(['states of the loop', 'transitions', 'a second'], rows));
};

const decision = async () => {
  say('\nFrom the start of a run until it was decided, in seconds on the virtual clock\n');
  const rows = (await measureDecision()).map(({ what, seconds }) => [what, seconds.toFixed(1)]);
  say(table(['', 'seconds'], rows));
};

const detection = async () => {
  const count = values.runs;
  say('\nFrom the loss of the Region to StartRecovery, in seconds on the virtual clock, dwell 0 (limits 45 and 2)');
  say(`${count} losses at any moment of a minute, seed ${values.seed}\n`);
  const measured = await measureDetection({ count, seed: values.seed });
  const rowOf = (name: string, seconds: readonly number[]) => [
    name,
    ...[Math.min(...seconds), seconds.reduce((sum, one) => sum + one, 0) / seconds.length, Math.max(...seconds)].map(
      (one) => one.toFixed(2),
    ),
  ];
  const fromLoss = measured.map((one) => one.fromLoss);
  const ours = measured.map((one) => one.ours);
  say(table(['', 'best', 'mean', 'worst'], [rowOf('from the loss', fromLoss), rowOf('of which ours', ours)]));
  miss(measured.filter((one) => one.fromLoss > detectionLimits.fromLoss || one.ours > detectionLimits.ours));
};

const verification = async () => {
  say(
    '\nFifty databases in one run of verify-restores on the virtual clock, room for twelve copies, each seventh call throttled\n',
  );
  const { proven, backups, copiesAtOnce, copiesLeft, minutes, seconds } = await measureVerification(50);
  const rows = [[`${proven} of ${backups}`, copiesAtOnce, copiesLeft, minutes.toFixed(0), seconds.toFixed(1)]];
  say(table(['proven', 'copies at once', 'copies left', 'minutes of AWS', 'seconds of ours'], rows));
  miss(proven === backups && copiesLeft === 0 ? [] : [{ proven, copiesLeft }]);
};

const hour = async () => {
  say('\nA long recovery on the virtual clock (limit for an hour of the machines alone: 1 s); best of three\n');
  const figures = await measureHour();
  const rows = figures.map(({ what, virtualMinutes, transitions, milliseconds }) => [
    what,
    virtualMinutes.toFixed(0),
    transitions,
    (milliseconds / 1000).toFixed(2),
  ]);
  say(table(['', 'minutes of AWS', 'transitions', 'seconds of ours'], rows));
  miss(figures.slice(0, 1).filter(({ milliseconds }) => milliseconds > 1000));
};

const parts: Readonly<Record<string, () => Promise<void>>> = {
  transitions,
  bundles,
  overhead,
  decision,
  detection,
  verification,
  hour,
};

const measure = async (names: readonly string[]): Promise<void> => {
  const unknown = names.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined) refuse(command, `There is no figure ${unknown}: ${Object.keys(parts).join(', ')}`);
  else if (!Object.values(values).every((value) => Number.isInteger(value) && value >= 0))
    refuse(command, '--runs and --seed take whole numbers');
  else for (const name of names) await parts[name]?.();
};

if (read !== undefined) await measure(read.positionals.length > 0 ? read.positionals : Object.keys(parts));
