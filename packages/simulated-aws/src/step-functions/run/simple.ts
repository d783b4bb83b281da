import type { FailState, PassState, SucceedState } from '../definition/states.ts';
import { StateFailure } from '../failure.ts';
import { evaluateAs, expected } from '../jsonata/evaluate.ts';
import type { Template } from '../jsonata/template.ts';
import { bindingsOf } from './bindings.ts';
import type { Outcome, Visit } from './flow.ts';
import { endingOf } from './outcome.ts';

export function runPass(visit: Visit<PassState>): Promise<Outcome> {
  const { Assign, Output, Next } = visit.state;
  return endingOf(visit, { Assign, Output, next: Next, otherwise: visit.input }, bindingsOf(visit));
}

export function runSucceed(visit: Visit<SucceedState>): Promise<Outcome> {
  const { Output } = visit.state;
  return endingOf(visit, { Output, next: undefined, otherwise: visit.input }, bindingsOf(visit));
}

export async function runFail(visit: Visit<FailState>): Promise<Outcome> {
  const bindings = bindingsOf(visit);
  const textOf = async (template: Template | undefined, location: string): Promise<string | undefined> =>
    template === undefined ? undefined : await evaluateAs({ template, location }, expected.string, bindings);
  throw new StateFailure(await textOf(visit.state.Error, 'Error'), await textOf(visit.state.Cause, 'Cause'));
}
