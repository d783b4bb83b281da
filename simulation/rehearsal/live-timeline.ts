import { styleText } from 'node:util';
import type { WorldEvent } from '../world.ts';
import { createFootLines, type Terminal } from './foot-lines.ts';
import { createReasons } from './reasons.ts';

export type LiveTimeline = Readonly<{
  /** Every event of the world; most of them are not for a person. */
  tell: (event: WorldEvent) => void;
  say: (text: string) => void;
  end: () => void;
}>;

type Entered = Extract<WorldEvent, { kind: 'stateEntered' }>;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const nameOf = (execution: string): string => execution.split(':').at(-1) ?? execution;

/** States that a person wants to read a line about; the rest only moves the live lines. */
const isWorthALine = ({ state, stateType }: Entered): boolean =>
  stateType === 'Task' && !state.startsWith('Run') && !state.startsWith('Record');

/**
 * One line for what has happened and, on a terminal, one live line at the foot per execution: in which state, for how long.
 * Without a terminal (CI, a file) only the lines that stay.
 */
export const createLiveTimeline = (out: Terminal, now: () => number): LiveTimeline => {
  const startedAt = now();
  const running = new Map<string, { state: string; since: number }>();
  const seen = new Set<string>();
  const reasons = createReasons();
  const foot = createFootLines(out);

  const stamp = () => styleText('dim', seconds(now() - startedAt).padStart(8));
  const drawFoot = () => {
    const width = (out.columns ?? 100) - 20;
    const lines = [...running].map(([execution, { state, since }]) =>
      `${nameOf(execution)}: ${state}, ${seconds(now() - since)}${reasons.of(execution) === undefined ? '' : `: ${reasons.of(execution)}`}`.slice(
        0,
        width,
      ),
    );
    foot.draw(lines.map((line) => `${stamp()}  ${styleText('dim', `… ${line}`)}`));
  };
  const say = (text: string) => {
    foot.clear();
    out.write(`${stamp()}  ${text}\n`);
    drawFoot();
  };

  const heard = (event: Extract<WorldEvent, { kind: 'invocation' }>) => {
    const news = reasons.hear(event);
    if (news) say(styleText('dim', `  ${nameOf(news.execution)}: ${news.because}`));
  };
  const entered = (event: Entered) => {
    running.set(event.execution, { state: event.state, since: now() });
    const key = `${event.execution} ${event.state}`;
    if (isWorthALine(event) && !seen.has(key))
      say(`${styleText('cyan', event.state)} ${styleText('dim', nameOf(event.execution))}`);
    seen.add(key);
  };
  const tell = (event: WorldEvent) => {
    if (event.kind === 'stateEntered') entered(event);
    if (event.kind === 'executionEnded') running.delete(event.execution);
    if (event.kind === 'invocation') heard(event);
    if (event.kind === 'resource')
      say(`${event.service} ${event.resource}: ${styleText('yellow', event.status)} ${styleText('dim', event.region)}`);
  };

  const ticking = out.isTTY ? setInterval(drawFoot, 200) : undefined;
  const end = () => {
    clearInterval(ticking);
    foot.clear();
  };
  return { tell, say, end };
};
