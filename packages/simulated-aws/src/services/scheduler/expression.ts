import { AwsFault } from '../../call.ts';
import { type Cron, parseCron } from './cron/parse.ts';

const unitSeconds: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
export type Expression = Readonly<
  { kind: 'rate'; seconds: number } | { kind: 'cron'; cron: Cron } | { kind: 'at'; local: string }
>;

export function parseExpression(text: string): Expression {
  const match = /^(rate|cron|at)\((.+)\)$/.exec(text);
  const [, kind, inner = ''] = match ?? [];
  if (kind === 'rate') return rateOf(text, inner.trim().split(/\s+/));
  if (kind === 'cron') {
    const cron = parseCron(inner);
    if (cron === undefined) throw invalidExpression(text);
    return { kind, cron };
  }
  if (kind !== 'at' || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(inner)) throw invalidExpression(text);
  if (Number.isNaN(Date.parse(`${inner}Z`))) throw invalidExpression(text);
  return { kind, local: inner };
}

function rateOf(text: string, [count = '', unit = '']: readonly string[]): Expression {
  const value = Number(count);
  const seconds = unitSeconds[unit.replace(/s$/, '')];
  if (!/^[1-9]\d*$/.test(count) || seconds === undefined) throw invalidExpression(text);
  return { kind: 'rate', seconds: value * seconds };
}

const invalidExpression = (text: string): AwsFault =>
  new AwsFault('ValidationException', `Invalid Schedule Expression ${text}.`);
