import type { World } from '../../world.ts';
import type { Cancellation } from '../cancellation.ts';
import type { Block, State } from '../definition/states.ts';
import type { Line } from '../history.ts';
import type { Document, JsonObject } from '../json.ts';
import type { TaskTokens } from '../task-tokens.ts';
import type { Execution, MapRun, Mark } from './execution.ts';

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

/** The states of a block from its StartAt, or from where a mark stands, to an end; answers the output of the last one. */
export type RunBlock = (flow: Flow, block: Block, input: Document) => Promise<Document>;
