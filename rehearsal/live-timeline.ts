import { styleText } from 'node:util';
import type { WorldEvent } from 'simulated-aws/world.ts';
import { createReasons } from './reasons.ts';
import { createScreen, type Screen, type Terminal } from './screen.ts';

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type LiveTimeline = Pick<Screen, 'hush' | 'end'> &
  Readonly<{
    /** Every event of the world; most of them are not for a person. */
    tell: (event: WorldEvent) => void;
    say: (text: string) => void;
  }>;

type Entered = Extract<WorldEvent, { kind: 'stateEntered' }>;

/** One line for what has happened and, on a terminal, one live line at the foot per execution: in which state, for how long. */
export function createLiveTimeline(out: Terminal, now: () => number): LiveTimeline {
  const startedAt = now();
  const running = new Map<string, { state: string; since: number }>();
  const seen = new Set<string>();
  const reasons = createReasons();
  const isWorthHearing = createAlarmFilter();
  let isOver = false;
  const stamp = () => styleText('dim', seconds(now() - startedAt).padStart(8));

  const footOf = (execution: string, { state, since }: { state: string; since: number }): string => {
    const because = reasons.of(execution);
    return `${nameOf(execution)}: ${state}, ${seconds(now() - since)}${because === undefined ? '' : `: ${because}`}`;
  };
  const screen = createScreen(out, (width) =>
    [...running].map(([execution, at]) => {
      const text = footOf(execution, at).slice(0, width - 20);
      return `${stamp()}  ${styleText('dim', `… ${text}`)}`;
    }),
  );
  const say = (text: string): void => {
    if (!isOver) screen.write(`${stamp()}  ${text}`);
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
    if (event.kind === 'resource' && isWorthHearing(event))
      say(`${event.service} ${event.resource}: ${styleText('yellow', event.status)} ${styleText('dim', event.region)}`);
  };
  const end = () => {
    isOver = true;
    screen.end();
  };
  return { tell, say, hush: screen.hush, end };
}

/** Alarms begin without data, and most of them never turn: a person wants to hear of those that fire, and of their end. */
function createAlarmFilter() {
  const fired = new Set<string>();
  return ({ service, resource, status }: Extract<WorldEvent, { kind: 'resource' }>): boolean => {
    if (service !== 'cloudwatch') return true;
    if (status === 'ALARM') fired.add(resource);
    return status === 'ALARM' || (status === 'OK' && fired.delete(resource));
  };
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Runs and steps have names that say something; what events start is called by its machine. */
function nameOf(execution: string): string {
  const [machine = '', name = execution] = execution.split(':').slice(-2);
  if (machine.endsWith('-detect')) return 'detect';
  return isUuid.test(name) ? machine.replace(/^.*-dev-/, '') : name;
}

/** States that a person wants to read a line about; the rest only moves the live lines. */
const isWorthALine = ({ state, stateType }: Entered): boolean =>
  stateType === 'Task' && !state.startsWith('Run') && !state.startsWith('Record') && state !== 'WeighSignals';
