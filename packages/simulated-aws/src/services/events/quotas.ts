import { AwsFault } from '../../call.ts';

/** docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html, as they are before anybody asks for more. */
const quotas = {
  rulesOfBus: 300,
  targetsOfRule: 5,
  /** Characters. The API takes twice as much of an account that has asked for it. */
  pattern: 2048,
} as const;

const exceeded = (): AwsFault =>
  new AwsFault('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');

/** `count`: of the rules of a bus, as they would be. */
export function requireRules(count: number): void {
  if (count > quotas.rulesOfBus) throw exceeded();
}

/** `count`: of the targets of a rule, as they would be. */
export function requireTargets(count: number): void {
  if (count > quotas.targetsOfRule) throw exceeded();
}

/** (I) No page says what is answered to a pattern that is too long for the account. */
export function requirePatternSize(pattern: string): void {
  if (pattern.length > quotas.pattern) throw exceeded();
}
