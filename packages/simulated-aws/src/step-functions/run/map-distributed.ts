import { plumbing } from '../../clock/plumbing.ts';
import { pause, unlessCancelled } from '../cancellation.ts';
import type { MapState } from '../definition/states.ts';
import { Cancelled, errorAndCauseOf, StateFailure } from '../failure.ts';
import type { Json } from '../json.ts';
import { EvaluationProblem } from '../jsonata/evaluate.ts';
import type { MapRun } from './execution.ts';
import type { Visit } from './flow.ts';
import { authorise, openRun, unitsOf } from './map-opening.ts';
import { resultsOf, transformationOf } from './map-results.ts';
import { runUnits } from './map-units.ts';
import { type MapWriter, writerOf } from './map-writer.ts';
import { evaluationFailure } from './outcome.ts';

/**
 * docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html: children with histories of their own, in a Map Run that
 * is described and redriven by itself.
 */
export async function runDistributed(visit: Visit<MapState>, retryCount: number): Promise<Json> {
  const { run, settings } = await openRun(visit, retryCount);
  try {
    await unlessCancelled(visit.flow.cancellation, authorise(visit, run));
    run.units ??= await unitsOf(visit, settings);
    const writer = await writerOf(visit, run, retryCount);
    await writer?.probe();
    const result = await runAndWrite(visit, run, writer);
    close(visit, run);
    return result;
  } catch (error) {
    const failure = error instanceof EvaluationProblem ? evaluationFailure(visit, error) : error;
    close(visit, run, failure);
    throw failure;
  }
}

async function runAndWrite(visit: Visit<MapState>, run: MapRun, writer: MapWriter | undefined): Promise<Json> {
  const { clock, awsTime } = visit.flow.engine.world;
  const { cancellation } = visit.flow;
  try {
    await runUnits(visit, run);
  } catch (error) {
    if (writer !== undefined) await unlessCancelled(cancellation, writeWhatThereIs(run, writer, error));
    throw error;
  }
  await pause(clock, awsTime(plumbing.distributedMapSeconds), cancellation);
  if (writer !== undefined) return await unlessCancelled(cancellation, writeResults(run, writer));
  return resultsOf(run.units ?? [], transformationOf(visit.state.ResultWriter), clock.now());
}

/** A run that failed tells of what it came to; one that was stopped does so without anybody waiting. */
async function writeWhatThereIs(run: MapRun, writer: MapWriter, error: unknown): Promise<void> {
  const written = writeResults(run, writer).catch(() => undefined);
  if (!(error instanceof Cancelled)) await written;
}

async function writeResults(run: MapRun, writer: MapWriter): Promise<Json> {
  const attempt = run.redriveCount;
  const result = await writer.write();
  run.writtenAttempt = attempt;
  return result;
}

function close({ flow }: Visit<MapState>, run: MapRun, error?: unknown): void {
  const { history } = flow.execution;
  run.stoppedAt = flow.engine.world.clock.now();
  if (error instanceof StateFailure) {
    run.status = 'FAILED';
    history.add(flow.line, 'MapRunFailed', { mapRunFailedEventDetails: errorAndCauseOf(error) });
  } else if (error === undefined) {
    run.status = 'SUCCEEDED';
    history.add(flow.line, 'MapRunSucceeded');
  } else {
    run.status = 'ABORTED';
    history.add(flow.line, 'MapRunAborted');
  }
}
