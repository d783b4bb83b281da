import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/step-functions/json.ts';
import { createMachineRoom, lambdaTask, machine, pass } from './machine-room.ts';

const creating = (definition: Json) => () => createMachineRoom().create('m', definition);

describe('a definition', () => {
  it.each<{ name: string; definition: Json; message: string }>([
    {
      name: 'has no StartAt among its states',
      definition: machine({ P: pass() }, { StartAt: 'Q' }),
      message: "MISSING_TRANSITION_TARGET: Missing 'StartAt' target: Q at /StartAt",
    },
    {
      name: 'leads to a state that is not there',
      definition: machine({ P: pass({ Next: 'Q' }) }),
      message: "MISSING_TRANSITION_TARGET: Missing 'Next' target: Q at /States/P/Next",
    },
    {
      name: 'has a state that nothing leads to',
      definition: machine({ P: pass(), Q: pass() }),
      message: '"Q" is not reachable',
    },
    {
      name: 'has a state with neither Next nor End',
      definition: machine({ P: { Type: 'Pass' } }),
      message: 'neither Next nor End',
    },
    {
      name: 'has a state with both',
      definition: machine({ P: { Type: 'Pass', Next: 'Q', End: true }, Q: pass() }),
      message: 'both',
    },
    {
      name: 'has a field that its state does not know',
      definition: machine({ P: pass({ Result: 1 }) }),
      message: "SCHEMA_VALIDATION_FAILED: Field 'Result' is not supported at /States/P",
    },
    {
      name: 'has an expression with a slip',
      definition: machine({ P: pass({ Output: '{% $a + %}' }) }),
      message: 'INVALID_JSONATA',
    },
    {
      name: 'has a Type that is unknown',
      definition: machine({ P: { Type: 'Loop', End: true } }),
      message: 'no Type Loop',
    },
    {
      name: 'names States.ALL beside another error',
      definition: machine({ T: lambdaTask('f', { Retry: [{ ErrorEquals: ['States.ALL', 'A'] }] }) }),
      message: 'alone',
    },
    {
      name: 'names States.ALL before another handler',
      definition: machine({ T: lambdaTask('f', { Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['A'] }] }) }),
      message: 'last',
    },
    {
      name: 'waits for both a time and a moment',
      definition: machine({ W: { Type: 'Wait', Seconds: 1, Timestamp: '2026-01-01T00:00:00Z', End: true } }),
      message: 'one of Seconds and Timestamp',
    },
    {
      name: 'uses one name twice',
      definition: machine({
        P: { Type: 'Parallel', Branches: [{ StartAt: 'P', States: { P: pass() } }], End: true },
      }),
      message: 'DUPLICATE_STATE_NAME',
    },
    {
      name: 'assigns to $states',
      definition: machine({ P: pass({ Assign: { states: 1 } }) }),
      message: '/States/P/Assign/states',
    },
  ])('is refused when it $name', ({ definition, message }) => {
    expect(creating(definition)).toThrow(expect.objectContaining({ code: 'InvalidDefinition' }));
    expect(creating(definition)).toThrow(message);
  });

  it.each<{ what: string; definition: Json }>([
    { what: 'JSONPath', definition: machine({ P: pass() }, { QueryLanguage: 'JSONPath' }) },
    { what: 'JSONPath', definition: { StartAt: 'P', States: { P: pass() } } },
    { what: 'Credentials', definition: machine({ T: lambdaTask('f', { Credentials: {} }) }) },
    {
      what: 'glue:startJobRun',
      definition: machine({ T: { Type: 'Task', Resource: 'arn:aws:states:::glue:startJobRun', End: true } }),
    },
    {
      what: 'activity',
      definition: machine({ T: { Type: 'Task', Resource: 'arn:aws:states:us-east-1:1:activity:a', End: true } }),
    },
  ])('is refused by name for $what, which is not modelled', ({ what, definition }) => {
    expect(creating(definition)).toThrow(expect.objectContaining({ code: 'NotSimulated' }));
    expect(creating(definition)).toThrow(what);
  });

  it('may be text', () => {
    const room = createMachineRoom();
    expect(() => room.create('m', JSON.stringify(machine({ P: pass() })))).not.toThrow();
    expect(() => room.create('n', '{')).toThrow('INVALID_JSON_DESCRIPTION');
  });

  it('cannot be created twice under one name', () => {
    const room = createMachineRoom();
    room.create('m', machine({ P: pass() }));
    expect(() => room.create('m', machine({ P: pass() }))).toThrow(
      expect.objectContaining({ code: 'StateMachineAlreadyExists' }),
    );
  });
});
