import type { Cancellation } from '../cancellation.ts';
import type { Definition } from '../definition/parse.ts';
import type { Block } from '../definition/states.ts';
import type { History } from '../history.ts';
import type { Document, Json, JsonObject } from '../json.ts';

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

/**
 * Where a line of states stands, noted as it goes. The tree of these marks is what an execution that failed leaves behind, and
 * where its redrive goes on. docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
 */
export type Mark = {
  /** The state that the line is in, or about to enter. */
  standing?: Standing | undefined;
  /** What a line that is done ended with. */
  output?: Document;
};

export type Standing = {
  readonly name: string;
  readonly input: Document;
  readonly variables: JsonObject;
  /** The event before that of entering. */
  readonly after: number;
  /** Absent until the state is entered: a redrive does not enter it again. */
  entered?: Readonly<{ at: string; eventId: number }>;
  branches?: Parts<Document> | undefined;
  iterations?: Parts<MapSettings> | undefined;
  mapRun?: MapRun | undefined;
};

/** The lines inside a state by index, what the attempt began with, and the event of that. */
export type Parts<T> = Readonly<{ begun: T; start: number; marks: Map<number, Mark> }>;

/** `key` is the name of a member of an object; `source` says for a Distributed Map where the item was read. */
export type MapItem = Readonly<{ value: Json; key?: string; source?: string }>;

/** 0 stands for as many as there may be; a tolerance that is absent limits nothing while the other is there. */
export type MapLimits = Readonly<{
  maxConcurrency: number;
  toleratedFailureCount?: number | undefined;
  toleratedFailurePercentage?: number | undefined;
}>;

export type MapSettings = Readonly<{
  /** Absent where an ItemReader has yet to read them. */
  items: readonly MapItem[] | undefined;
  limits: MapLimits;
  retryCount: number;
}>;

/** What one child execution is given. */
export type Batch = Readonly<{ input: Document; itemCount: number }>;

/** What one child is for; the child is absent until it is started. `attempt` counts the redrives of the run before it ran last. */
export type Unit = Batch & { child?: Execution; attempt?: number };

type MapRunStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';

/** docs.aws.amazon.com/step-functions/latest/dg/concepts-examine-map-run.html */
export type MapRun = {
  readonly arn: string;
  /** Of the Map state, as it stands in the ARNs. */
  readonly label: string;
  readonly parent: Execution;
  readonly startedAt: number;
  /** The event after which MapRunStarted or MapRunRedriven follows. */
  readonly after: number;
  /** Absent until the items have been read. */
  units?: readonly Unit[];
  limits: MapLimits;
  status: MapRunStatus;
  stoppedAt?: number | undefined;
  redriveCount: number;
  redrivenAt?: number;
  /** The attempt, by its redrives, whose results were written last. */
  writtenAttempt?: number;
  /** Result files of earlier attempts, which the manifests of later ones name, too. */
  succeededFiles: readonly ResultFile[];
  /** Heard by a run that is under way. */
  onLimitsChanged?: (() => void) | undefined;
};

export type ResultFile = Readonly<{ Key: string; Size: number }>;
