import { stateName } from '../function-file.ts';
import { placeholdersOf } from '../lint/asl.ts';
import { machineNames, readDefinition } from '../machine-files.ts';
import { arnOf, awaitChildren, documentOf, observe, trust } from './documents.ts';
import { functionArn, isAwaiting, prefix, statementsOf } from './permissions.ts';

/** What the stack is called, and how many days logs are kept. */
type Naming = Readonly<{ name: string; retention: number }>;

type Resource = Readonly<{ Type: string; Properties: Readonly<Record<string, unknown>> }>;

/**
 * All state machines with their log groups and roles. The definitions are the only source: a placeholder is a function (`${SwitchDns}`), a
 * machine (`${RunStepMachine}`) or the beginning of the names of the functions of all kinds of step; a role may do what the states do.
 */
export const machineResources = (naming: Naming): Record<string, Resource> =>
  Object.fromEntries(machineNames.flatMap((name) => Object.entries(resourcesOf(name, naming))));

function resourcesOf(name: string, naming: Naming): Record<string, Resource> {
  const text = readDefinition(name);
  const id = stateName(name);
  const policy = { PolicyName: name, PolicyDocument: documentOf(statementsOf(`${id}Machine`, text)) };
  // What names the machine can only be made after it.
  const comesLater = JSON.stringify(policy).includes(`${id}Machine`);
  const Policies = [observe, ...(isAwaiting(text) ? [awaitChildren] : []), ...(comesLater ? [] : [policy])];
  return {
    [`${id}Machine`]: machineOf(name, text, naming),
    [`${id}Logs`]: logsOf(name, naming),
    [`${id}Role`]: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust, Policies } },
    ...(comesLater && {
      [`${id}Policy`]: { Type: 'AWS::IAM::Policy', Properties: { ...policy, Roles: [{ Ref: `${id}Role` }] } },
    }),
  };
}

const machineOf = (name: string, text: string, naming: Naming): Resource => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    StateMachineName: `${naming.name}-${name}`,
    RoleArn: arnOf(`${stateName(name)}Role`),
    Definition: JSON.parse(text),
    DefinitionSubstitutions: Object.fromEntries(
      placeholdersOf(text).map((placeholder) => [placeholder, substituteOf(placeholder, naming)]),
    ),
    TracingConfiguration: { Enabled: true },
    LoggingConfiguration: {
      Level: 'ERROR',
      IncludeExecutionData: false,
      Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: arnOf(`${stateName(name)}Logs`) } }],
    },
  },
});

function substituteOf(placeholder: string, { name }: Naming): unknown {
  if (placeholder === prefix) return `${name}-`;
  return placeholder.endsWith('Machine') ? { Ref: placeholder } : functionArn(placeholder);
}

const logsOf = (name: string, naming: Naming): Resource => ({
  Type: 'AWS::Logs::LogGroup',
  Properties: { LogGroupName: `/aws/vendedlogs/states/${naming.name}-${name}`, RetentionInDays: naming.retention },
});
