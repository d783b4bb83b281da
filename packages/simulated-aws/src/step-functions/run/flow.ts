import type { World } from '../../world.ts';
import type { Cancellation } from '../cancellation.ts';
import type { Definition } from '../definition/parse.ts';
import type { Block, State } from '../definition/states.ts';
import type { History, Line } from '../history.ts';
import type { Document, JsonObject } from '../json.ts';
import type { TaskTokens } from '../task-tokens.ts';
import type { MapRun } from './map-run.ts';
import type { Mark } from './mark.ts';

export type Machine = Readonly<{
  arn: string;
  name: string;
  region: string;
  roleArn: string;
  createdAt: number;
  /** Of the last UpdateStateMachine; absent where there was none. */
  revisedAt?: number;
  revisionId?: string;
  definition: Definition;
  definitionText: string;
}>;

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

type Redrives = Readonly<{ count: number; at?: number }>;

export type Execution = {
  readonly arn: string;
  readonly name: string;
  readonly machine: Machine;
  /** The machine's own, or the item processor of a Distributed Map. */
  readonly block: Block;
  readonly input: Document;
  readonly startedAt: number;
  readonly history: History;
  readonly mapRunArn?: string;
  /** Of the items of a Map Run that it was given. */
  readonly itemCount?: number;
  cancellation: Cancellation;
  /** Execution and StateMachine of the context object. */
  context: JsonObject;
  /** Resolves when the last event is written. */
  ended: Promise<void>;
  mark: Mark;
  redrives: Redrives;
  /** The Map Run that it belongs to is redriven, and has not come to it yet. */
  awaitsRedrive?: boolean;
  status: Status;
  /** Its machine is being deleted: it ends at its next transition, and cannot be redriven. */
  isDoomed?: boolean;
  stoppedAt?: number;
  output?: Document;
  error?: string;
  cause?: string;
};

export type ChildOfMap = Readonly<{
  parent: Execution;
  block: Block;
  input: Document;
  label: string;
  mapRunArn: string;
  itemCount: number;
}>;

/** What states need of the service that runs them. */
export type Engine = Readonly<{
  world: World;
  functions: Readonly<Record<string, unknown>>;
  tokens: TaskTokens;
  executionOf: (arn: string) => Execution | undefined;
  startMapChild: (child: ChildOfMap) => Execution;
  redrive: (execution: Execution) => void;
  addMapRun: (run: MapRun) => void;
  stop: (execution: Execution, why: { error?: string; cause?: string }) => void;
  /** Milliseconds that a transition has to wait, since the account makes too many. */
  transitionDelay: (execution: Execution) => number;
}>;

/** States in a line: those of the execution itself, of one branch or of one iteration. */
export type Flow = Readonly<{
  engine: Engine;
  execution: Execution;
  line: Line;
  mark: Mark;
  cancellation: Cancellation;
  /** Assigned so far, with those of the outer scope; an inner scope's own end with it. */
  scope: { variables: JsonObject };
  /** Map of the context object, within an iteration. */
  mapContext?: JsonObject | undefined;
}>;

/** One passage through one state. */
export type Visit<S extends State = State> = Readonly<{
  flow: Flow;
  name: string;
  state: S;
  input: Document;
  enteredAt: string;
  /** Of the event that it was entered with. */
  eventId: number;
}>;

/** What a state ends with: `next` is absent where it ends its line. */
export type Outcome = Readonly<{ output: Document; next: string | undefined; assigned: JsonObject | undefined }>;
