import type { Act } from '../decision.ts';
import type { DatabaseInstance } from './copy.ts';
import { copyNameOf, copyPrefix, copyTags, type Maker, memberNameOf, verificationKey } from './copy-name.ts';
import { effectiveOf } from './order-standing.ts';

/** Clocks of AWS and of Lambda differ by this at most. */
const skewMs = 60_000;

const makes = /^(Restore|Create)/;

type Found = Pick<DatabaseInstance, 'name' | 'arn' | 'resourceId' | 'createdAt' | 'tags'>;

/** What the ledger of the run that is said to have made a copy holds of it. */
export type Claim = Readonly<{
  maker: Maker;
  region: string;
  account: string;
  /** Of the stream that restores. */
  acts: readonly Act[];
  /** Of the streams that discard, whoever did: what has been deleted may be gone, and nothing else may. */
  deletions: readonly Act[];
  /** What was seen of it before, by whoever looked. */
  seen: readonly Readonly<{ name: string; arn: string; resourceId: string }>[];
}>;

const objections: readonly ((found: Found, claim: Claim) => string | undefined)[] = [
  ({ name }) => (name.startsWith(copyPrefix) ? undefined : `its name does not begin with ${copyPrefix}`),
  ({ name }, { maker }) =>
    name === copyNameOf(maker) || name === memberNameOf(maker)
      ? undefined
      : 'its name is not the one that the run gives',
  ({ arn, name }, { region, account }) =>
    new RegExp(`^arn:aws[a-z-]*:rds:${region}:${account}:(db|cluster):`).test(arn) && arn.endsWith(`:${name}`)
      ? undefined
      : 'its ARN is not of this account, Region and name',
  ({ tags }, { maker }) =>
    tags[copyTags.run] === maker.runId ? undefined : `its tag ${copyTags.run} does not name the run`,
  ({ tags }, { maker }) =>
    tags[copyTags.verification] === verificationKey(maker)
      ? undefined
      : `its tag ${copyTags.verification} does not name the verification`,
  ({ name }, claim) => (ordersOf(claim, name).length > 0 ? undefined : 'the ledger of the run has no order for it'),
  ({ createdAt, name }, claim) => {
    const first = ordersOf(claim, name)[0];
    if (createdAt === undefined || first === undefined) return undefined;
    return Date.parse(createdAt) >= Date.parse(first.at) - skewMs ? undefined : 'it is older than the order for it';
  },
  ({ name, arn, resourceId }, { seen }) =>
    seen.filter((one) => one.name === name).every((one) => one.arn === arn && one.resourceId === resourceId)
      ? undefined
      : 'it is not the one that was seen before: another id',
];

/** What was sent to make the thing of this name, whatever came of it, oldest first. */
export const ordersFor = ({ acts }: Pick<Claim, 'acts'>, name: string): Act[] =>
  acts.filter((act) => makes.test(act.command.operation) && nameIn(act) === name);

const nameIn = ({ command: { input } }: Act): unknown =>
  input.TargetDBInstanceIdentifier ?? input.DBInstanceIdentifier ?? input.DBClusterIdentifier;

/** What was sent to end the thing of this name, whatever came of it, oldest first. */
export const deletionsFor = ({ deletions }: Pick<Claim, 'deletions'>, name: string): Act[] =>
  deletions.filter((act) => nameIn(act) === name);

export const wasSeen = ({ seen }: Pick<Claim, 'seen'>, name: string): boolean => seen.some((one) => one.name === name);

/** `mayBe`: nothing speaks against it, and what would prove it does not show yet. Whoever looks has to look again. */
export type Ownership = Readonly<{ isOurs: boolean; mayBe: boolean; because: string }>;

/** Name, ARN, tags, order and immutable id together; one that is missing or different, and it is not ours. */
export function proveOwnership(found: Found, claim: Claim): Ownership {
  const because = objections.map((object) => object(found, claim)).find((text) => text !== undefined);
  if (because !== undefined) return { isOurs: false, mayBe: false, because };
  if (isUndated(found, claim))
    return { isOurs: false, mayBe: true, because: 'when it was made does not show yet, and its order had no answer' };
  return { isOurs: true, mayBe: false, because: `ordered by run ${claim.maker.runId}, with its tags` };
}

/**
 * Nobody has seen its id, and AWS has not said yes to an order: then only the time of its creation can tell it from what had the
 * name before, and RDS shows that late.
 */
const isUndated = ({ name, createdAt }: Found, claim: Claim): boolean =>
  createdAt === undefined &&
  !wasSeen(claim, name) &&
  ordersOf(claim, name).every(({ result }) => result !== 'accepted');

/** A call that was rejected has made nothing: whoever has the name then had it before. */
const ordersOf = (claim: Claim, name: string): readonly Act[] => effectiveOf(ordersFor(claim, name));
