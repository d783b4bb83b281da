import { createHash } from 'node:crypto';
import type { MapState } from '../definition/states.ts';
import { runtimeError } from '../failure.ts';
import { failureOfFault, unlessSilent } from '../integrations/integration.ts';
import { executionErrors } from '../integrations/start-execution.ts';
import type { MapRun, MapSettings, Unit } from './execution.ts';
import type { Visit } from './flow.ts';
import { batched } from './map-batches.ts';
import { inputOfItem } from './map-item.ts';
import { readItems } from './map-reader.ts';
import { beginMap, settingsOf } from './map-settings.ts';

/** docs.aws.amazon.com/step-functions/latest/dg/redrive-map-run.html */
const mostRedrives = 1000;

/** Lets the role of the machine answer for the children: it needs states:StartExecution, or states:RedriveExecution. */
export async function authorise({ flow }: Visit<MapState>, run: MapRun): Promise<void> {
  const { world } = flow.engine;
  const { arn, region, roleArn } = flow.execution.machine;
  const child =
    run.redriveCount === 0 ? undefined : run.units?.find((unit) => unit.child?.status !== 'SUCCEEDED')?.child;
  const request =
    child === undefined
      ? { operation: 'StartMapRun', input: { stateMachineArn: arn } }
      : { operation: 'RedriveMapRun', input: { executionArn: child.arn } };
  const principal = { kind: 'role' as const, role: roleArn };
  const requestId = world.random.uuid();
  try {
    const call = { ...request, service: 'states', region };
    await unlessSilent(world.dispatch({ ...call, principal, requestId }), call, world);
  } catch (error) {
    throw failureOfFault(error, executionErrors, requestId);
  }
}

type Opened = Readonly<{ run: MapRun; settings?: MapSettings }>;

/** A new run, or the one that a redrive finds; a retry begins a new one. */
export async function openRun(visit: Visit<MapState>, retryCount: number): Promise<Opened> {
  const left = visit.flow.mark.standing?.mapRun;
  if (left !== undefined && retryCount === 0) {
    reopen(visit, left);
    return { run: left };
  }
  const settings = await beginMap(visit, retryCount);
  return { run: begin(visit, settings), settings };
}

function reopen({ flow }: Visit<MapState>, run: MapRun): void {
  if (run.redriveCount >= mostRedrives) throw runtimeError(`The Map Run was redriven ${mostRedrives} times.`);
  run.status = 'RUNNING';
  run.stoppedAt = undefined;
  run.redriveCount += 1;
  run.redrivenAt = flow.engine.world.clock.now();
  flow.line.last = run.after;
  const details = { mapRunArn: run.arn, redriveCount: run.redriveCount };
  flow.execution.history.add(flow.line, 'MapRunRedriven', { mapRunRedrivenEventDetails: details });
}

function begin(visit: Visit<MapState>, { limits }: MapSettings): MapRun {
  const { engine, execution: parent, line, mark } = visit.flow;
  const { clock, random } = engine.world;
  const label = labelOf(visit);
  const arn = `${parent.machine.arn.replace(':stateMachine:', ':mapRun:')}/${label}:${random.uuid()}`;
  const about = { arn, label, parent, limits, startedAt: clock.now(), after: line.last };
  const run: MapRun = { ...about, status: 'RUNNING', redriveCount: 0, succeededFiles: [] };
  engine.addMapRun(run);
  if (mark.standing !== undefined) mark.standing.mapRun = run;
  parent.history.add(line, 'MapRunStarted', { mapRunStartedEventDetails: { mapRunArn: arn } });
  return run;
}

/** The same for each run of a state, as AWS's own are where none is given. */
function labelOf({ flow, state, name }: Visit<MapState>): string {
  if (state.Label !== undefined) return state.Label;
  const digits = createHash('md5').update(`${flow.execution.machine.arn}/${name}`).digest('hex');
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-3$3-a$4-$5');
}

/** What the children are given; a redrive comes here only when the items were not read before. */
export async function unitsOf(visit: Visit<MapState>, known: MapSettings | undefined): Promise<Unit[]> {
  const { items, retryCount } = known ?? (await settingsOf(visit, 0));
  const { ItemReader: reader } = visit.state;
  const read = reader === undefined ? (items ?? []) : await readItems(visit, reader, retryCount);
  const inputs = [];
  for (const [index, item] of read.entries()) inputs.push(await inputOfItem(visit, item, { index, retryCount }));
  return (await batched(visit, inputs, retryCount)).map((batch): Unit => ({ ...batch }));
}
