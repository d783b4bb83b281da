import { type Diagnostic, diagnostic } from './diagnostics.ts';
import { type Block, blocksIn, type State } from './states.ts';

/** What only Standard workflows can do: docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html */
export const checkExpress = ({ states }: Block, where: string): Diagnostic[] =>
  [...states].flatMap(([name, state]) => {
    const place = `${where}/States/${name}`;
    const problem = problemOf(state);
    const own =
      problem === undefined
        ? []
        : [diagnostic('SCHEMA_VALIDATION_FAILED', problem.message, `${place}/${problem.field}`)];
    return [...own, ...blocksIn(state).flatMap((block) => checkExpress(block, place))];
  });

function problemOf(state: State): Readonly<{ message: string; field: string }> | undefined {
  if (state.Type === 'Map' && state.mode === 'DISTRIBUTED')
    return { message: 'Express state machine does not support a Distributed Map', field: 'ItemProcessor' };
  if (state.Type !== 'Task' || state.resource.kind === 'function') return undefined;
  const { pattern, service } = state.resource;
  if (service === 'activity')
    return { message: 'Express state machine does not support activities', field: 'Resource' };
  if (pattern === 'requestResponse') return undefined;
  const suffix = pattern.startsWith('sync') ? '.sync' : `.${pattern}`;
  return { message: `Express state machine does not support '${suffix}' service integration`, field: 'Resource' };
}
