import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/step-functions/json.ts';
import { createMachineRoom, machine, pass, secondsOf, typesOf } from './machine-room.ts';

const branch = (states: Readonly<Record<string, Json>>): Json => ({
  StartAt: Object.keys(states)[0] ?? '',
  States: states,
});

const parallel = (branches: readonly Json[], rest: Readonly<Record<string, Json>> = {}): Json => ({
  Type: 'Parallel',
  Branches: branches,
  ...('Next' in rest ? {} : { End: true }),
  ...rest,
});

const slow = branch({ W: { Type: 'Wait', Seconds: 100, End: true } });
const fails = branch({ F: { Type: 'Fail', Error: 'Bad' } });

describe('a Parallel state', () => {
  it('gives every branch the same input and the results in the order of the branches', async () => {
    const branches = [
      branch({ A: { Type: 'Wait', Seconds: 5, Output: '{% $states.input + 1 %}', End: true } }),
      branch({ B: pass({ Output: '{% $states.input + 2 %}' }) }),
    ];
    const execution = await createMachineRoom().run(machine({ P: parallel(branches) }), 10);
    expect(execution.output?.value).toEqual([11, 12]);
    expect(secondsOf(execution)).toBeCloseTo(5, 0);
  });

  it('gives the branches its Arguments in the place of the input', async () => {
    const definition = machine({
      P: parallel([branch({ A: pass() })], { Arguments: { n: '{% $states.input * 2 %}' } }),
    });
    expect((await createMachineRoom().run(definition, 4)).output?.value).toEqual([{ n: 8 }]);
  });

  it('ends the other branches when one fails', async () => {
    const execution = await createMachineRoom().run(machine({ P: parallel([slow, fails]) }));
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Bad' });
    expect(secondsOf(execution)).toBeLessThan(1);
    expect(typesOf(execution)).toEqual([
      'ExecutionStarted',
      'ParallelStateEntered',
      'ParallelStateStarted',
      'WaitStateEntered',
      'FailStateEntered',
      'WaitStateAborted',
      'ParallelStateFailed',
      'ExecutionFailed',
    ]);
  });

  it('begins all branches again when it is retried', async () => {
    let calls = 0;
    const room = createMachineRoom({
      f: () => {
        calls += 1;
        return calls;
      },
    });
    const choose = {
      T: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { FunctionName: 'f' },
        Output: '{% $states.result.Payload %}',
        Next: 'C',
      },
      C: { Type: 'Choice', Choices: [{ Condition: '{% $states.input > 1 %}', Next: 'Yes' }], Default: 'No' },
      No: { Type: 'Fail', Error: 'Bad' },
      Yes: pass(),
    };
    const Retry = [{ ErrorEquals: ['Bad'] }];
    const execution = await room.run(machine({ P: parallel([branch(choose)], { Retry }) }));
    expect(execution.output?.value).toEqual([2]);
    expect(typesOf(execution).filter((type) => type === 'ParallelStateStarted')).toHaveLength(2);
  });
});
