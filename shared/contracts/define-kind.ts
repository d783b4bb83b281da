import * as z from 'zod';
import { about } from './about.ts';
import { durationWithin, type Side, StepId } from './fields.ts';

/**
 * What a kind of step does to the service. `looks` and `asks` change nothing; `closes` keeps the old primary from taking writes; `takesOver`
 * makes a standby the primary, or leads clients there; `changes` is all the rest.
 */
export type Effect = 'looks' | 'asks' | 'changes' | 'closes' | 'takesOver';

/** A thing of AWS that a step names, as far as its ARN and the other plans are concerned. */
type Resource = Readonly<
  | { type: 'database'; region: Side; instance: string }
  /** `key`: of its JSON. */
  | { type: 'secret'; region: Side; secret: string; key?: string }
  | { type: 'parameter'; region: Side; parameter: string }
  | { type: 'service'; region: Side; cluster: string; service: string }
  /** `isRewritten`: the step changes records in it. */
  | { type: 'hostedZone'; zone: string; isRewritten: boolean }
  /** Of a zone that the step does not name the zone is absent. */
  | { type: 'record'; name: string; zone?: string }
  | { type: 'healthCheck'; healthCheck: string }
  | { type: 'object'; bucket: string; key: string }
>;

/** `changed`: the field of the spec that names what the step changes. Absent: it only reads it. */
export type Named = Resource & Readonly<{ changed?: string }>;

type Definition<K extends string, S extends z.ZodType> = Readonly<{
  name: K;
  spec: S;
  effect: Effect;
  /** What becomes of it when somebody changes their mind. Absent: it changes nothing. */
  undo?: Readonly<{ isPossible: boolean; how: string }>;
  names: (spec: z.output<S>) => readonly Named[];
}>;

const common = {
  id: StepId.meta(about('Name of the step, once in a runbook. Ledger, record and notices use it.', 'database')),
  required: z.boolean().default(true).meta(about('Whether a failure of the step stops the run.', true)),
  onFailure: z
    .enum(['ask', 'stop'])
    .default('ask')
    .meta(
      about('`ask`: a person chooses retry, skip or abort. `stop`: the step has failed, and nobody is asked.', 'ask'),
    ),
  timeout: durationWithin('10s', '3d')
    .default(1800)
    .meta(about('How long the step may take, from its first look until it is done.', '10m')),
};

function keyed<K extends string, S>(name: K, spec: S): Record<K, S>;
function keyed(name: string, spec: unknown): Record<string, unknown> {
  return { [name]: spec };
}

/** A kind of step, by the schema of its spec: a step of a plan names its kind by the one key that holds the spec. */
export const defineKind = <const K extends string, S extends z.ZodType>(definition: Definition<K, S>) => {
  const { name, spec, effect, undo, names } = definition;
  const isOfKind = (step: object): step is Record<K, z.output<S>> => name in step;
  return {
    name,
    effect,
    undo,
    step: z.strictObject({ ...common, ...keyed(name, spec) }),
    /** What a step of this kind names; nothing of one of another kind. */
    namedIn: (step: object): readonly Named[] => (isOfKind(step) ? names(step[name]) : []),
  };
};
