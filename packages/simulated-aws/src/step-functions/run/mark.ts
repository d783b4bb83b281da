import type { Document, JsonObject } from '../json.ts';
import type { MapRun } from './map-run.ts';
import type { MapSettings } from './map-settings.ts';

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

/** After States.DataLimitExceeded all parts are run again; after States.Runtime a new Map Run is started. */
export const forgetParts = (standing: Standing, error: string | undefined): void => {
  const isTooLarge = error === 'States.DataLimitExceeded';
  if (isTooLarge || error === 'States.Runtime') standing.mapRun = undefined;
  if (!isTooLarge) return;
  standing.branches = undefined;
  standing.iterations = undefined;
};
