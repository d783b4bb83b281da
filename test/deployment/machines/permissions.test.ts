import { describe, expect, it } from 'vitest';
import { statementsOf } from '../../../deployment/machines/permissions.ts';
import { machineResources } from '../../../deployment/machines/resources.ts';
import { StepKind } from '../../../shared/contracts/step-kind.ts';
import { isAssessed } from '../../../shared/domain/recovery/assessed-kinds.ts';

/** A machine of these states; what else a state may say is left out. */
const textOf = (states: Readonly<Record<string, object>>): string =>
  JSON.stringify({ Comment: '', QueryLanguage: 'JSONata', StartAt: 'A', States: states });

/** A placeholder. */
const of = (name: string): string => `\${${name}}`;

const task = (resource: string, args: object) => ({
  Type: 'Task',
  Resource: `arn:aws:states:::${resource}`,
  Arguments: args,
});
const lambda = (FunctionName: string) => task('lambda:invoke', { FunctionName });

const functionArn = (name: string) => ({ 'Fn::GetAtt': [`${name}LambdaFunction`, 'Arn'] });
const executions = (machine: string, which: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:states:\${AWS::Region}:\${AWS::AccountId}:execution:\${${machine}.Name}${which}`,
});
const mayStart = (...machines: string[]) => ({
  Effect: 'Allow',
  Action: 'states:StartExecution',
  Resource: machines.map((Ref) => ({ Ref })),
});

describe('the role of a machine', () => {
  it('may invoke what its states name, each once, inside maps too', () => {
    const inner = { StartAt: 'C', States: { C: lambda(of('SwitchDns')) } };
    const text = textOf({
      A: lambda(of('OpenRun')),
      B: { Type: 'Map', ItemProcessor: inner },
      D: lambda(of('OpenRun')),
    });
    expect(statementsOf('OneMachine', text)).toEqual([
      {
        Effect: 'Allow',
        Action: 'lambda:InvokeFunction',
        Resource: [functionArn('OpenRun'), functionArn('SwitchDns')],
      },
    ]);
  });

  it('may invoke the function of each kind that is assessed where one is called by its kind', () => {
    const [statement] = statementsOf('OneMachine', textOf({ A: lambda(`{% '${of('FunctionPrefix')}' & $kind %}`) }));
    const kinds = StepKind.options.filter(isAssessed).map((kind) => `${kind[0]?.toUpperCase()}${kind.slice(1)}`);
    expect(kinds.length).toBeGreaterThan(5);
    expect(statement?.Resource).toEqual(kinds.map(functionArn));
  });

  it('may start a machine that it names, and look at its executions only where it waits for them', () => {
    const start = { StateMachineArn: of('OtherMachine') };
    const [, ...started] = statementsOf('OneMachine', textOf({ A: task('states:startExecution', start) }));
    expect(started).toEqual([mayStart('OtherMachine')]);
    const [, ...awaited] = statementsOf('OneMachine', textOf({ A: task('states:startExecution.sync:2', start) }));
    expect(awaited).toEqual([
      mayStart('OtherMachine'),
      {
        Effect: 'Allow',
        Action: ['states:DescribeExecution', 'states:StopExecution'],
        Resource: [executions('OtherMachine', ':*')],
      },
    ]);
  });

  it('may start itself where its next execution or its items are to be', () => {
    const again = task('states:startExecution', { StateMachineArn: '{% $states.context.StateMachine.Id %}' });
    expect(statementsOf('OneMachine', textOf({ A: again }))[1]).toEqual(mayStart('OneMachine'));
    const items = {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'B',
      States: { B: lambda(of('SwitchDns')) },
    };
    const [, ...others] = statementsOf('OneMachine', textOf({ A: { Type: 'Map', ItemProcessor: items } }));
    expect(others).toEqual([
      mayStart('OneMachine'),
      {
        Effect: 'Allow',
        Action: ['states:DescribeExecution', 'states:StopExecution'],
        Resource: [executions('OneMachine', '/*')],
      },
    ]);
  });
});

describe('the resources of a machine', () => {
  const resources = machineResources({ name: 'lifeboat-dev', retention: 30 });

  it('give each placeholder of its definition a value', () => {
    const { Properties } = resources.DetectMachine ?? {};
    expect(Properties?.DefinitionSubstitutions).toEqual({
      WeighSignals: functionArn('WeighSignals'),
      RecordRefusal: functionArn('RecordRefusal'),
      RecoverMachine: { Ref: 'RecoverMachine' },
    });
  });

  it('have a policy after the machine only where it names the machine', () => {
    const policies = Object.keys(resources).filter((id) => id.endsWith('Policy'));
    expect(policies).toEqual(['PayFencePolicy', 'RecoverPolicy', 'VerifyRestoresPolicy']);
  });
});
