import type { HandledState, State } from '../definition/states.ts';
import { runChoice } from './choice.ts';
import type { Outcome, Visit } from './flow.ts';
import { runFail, runPass, runSucceed } from './simple.ts';
import { runWait } from './wait.ts';

/** A state that calls nobody and holds no other states: it runs in the same way wherever it stands. */
export function runAlone(visit: Visit<Exclude<State, HandledState>>): Promise<Outcome> {
  const { state } = visit;
  switch (state.Type) {
    case 'Pass':
      return runPass({ ...visit, state });
    case 'Choice':
      return runChoice({ ...visit, state });
    case 'Wait':
      return runWait({ ...visit, state });
    case 'Succeed':
      return runSucceed({ ...visit, state });
    case 'Fail':
      return runFail({ ...visit, state });
    default:
      return state satisfies never;
  }
}
