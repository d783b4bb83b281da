import type { PlanName, RunId, VerificationId } from '../../contracts/fields.ts';
import { fingerprint } from '../fingerprint.ts';

/** What every copy's name begins with; the roles may make and delete nothing that does not. */
export const copyPrefix = 'lifeboat-verify-';

/** The tags by which a copy is known: which run made it, for which verification. */
export const copyTags = { run: 'lifeboat-run', verification: 'lifeboat-verification' } as const;

export type Maker = Readonly<{ runId: RunId; plan: PlanName; verification: VerificationId }>;

/** `shielda/database`: how a verification is called in streams, tags and reports. */
export const verificationKey = ({ plan, verification }: Pick<Maker, 'plan' | 'verification'>): string =>
  `${plan}/${verification}`;

/** Derived from who makes it, so that a restore that is sent twice meets itself. */
export const copyNameOf = (maker: Maker): string =>
  `${copyPrefix}${fingerprint(`${maker.runId} ${verificationKey(maker)}`)}`;

/** The one instance of a copy that is an Aurora cluster. */
export const memberNameOf = (maker: Maker): string => `${copyNameOf(maker)}-1`;

/** Those of the plan beside those by which the copy is known. */
export const copyTagsOf = (
  maker: Maker,
  planned: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> => ({
  ...planned,
  [copyTags.run]: maker.runId,
  [copyTags.verification]: verificationKey(maker),
});
