import type { Call, Output } from './call.ts';
import type { ConditionKeys } from './identity/condition-keys.ts';
import type { ResourcePolicy } from './identity/resource-policy.ts';

/**
 * Handlers by operation name. Method syntax on purpose: a handler states its input by the SDK's own request type, and the
 * wire layer has decoded it by the SDK's own schema.
 */
export type Operation = { handle(input: object, call: Call): Promise<Output | object> | Output | object };

/** ARNs that a call touches, for IAM. `*` where AWS knows no resource for the action. */
export type Resources = { of(input: object, call: Call): readonly string[] };

export type Need = Readonly<{ action: string; resources: readonly string[] }>;
export type Needs = { of(input: object, call: Call): readonly Need[] };

/**
 * One simulated AWS service: what the dispatch, IAM and the wire ask of each. `createX(world, neighbours)` makes it, and
 * create-services.ts says which neighbours it has; further members are for whoever sets the scene (addInstance, putAlarm).
 * The docblock of its file says what it models, from which AWS page, and what not; the README is made from it. The dispatch has
 * authorised a call before a handler sees it, held it against AWS's constraints (constraints/), and refused what is not modelled (members/).
 */
export type SimulatedService = Readonly<{
  /** Signing name: what stands in the credential scope of a request. */
  name: string;
  operations: Readonly<Record<string, Operation['handle']>>;
  /** Per operation; an operation without an entry acts on `*`. */
  resources: Readonly<Record<string, Resources['of']>>;
  /** IAM's prefix and action where they differ from `name:Operation` (S3: PutObject for HeadObject is GetObject …). */
  actions?: Readonly<Record<string, string>>;
  /** Tags of a resource, for conditions on aws:ResourceTag; of a service without it no tag is known. */
  tagsOf?: (arn: string) => Readonly<Record<string, string>>;
  /** The policy on a resource of the service; undefined for one that does not exist. */
  policyOn?: (arn: string) => ResourcePolicy | undefined;
  /** Values of the service's own condition keys in a call to it, by lower-case key. */
  conditionKeysOf?: (call: Call) => ConditionKeys;
  /** What a call needs besides its own action. */
  needs?: Readonly<Record<string, Needs['of']>>;
  /** Throws the service's own error when calls of this operation come faster than its rate. */
  admit?: (operation: string, region: string) => void;
  /** Ends what goes on by itself: executions, alarms, tasks. Nothing of the service runs afterwards. */
  close?: () => Promise<void> | void;
}>;
