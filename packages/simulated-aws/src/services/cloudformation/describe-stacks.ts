import type {
  DescribeStacksInput,
  DescribeStacksOutput,
  GetTemplateInput,
  GetTemplateOutput,
  ListExportsInput,
  ListExportsOutput,
  ListStacksInput,
  ListStacksOutput,
  Stack,
} from '@aws-sdk/client-cloudformation';
import type { Call } from '../../call.ts';
import { type KnownStack, pageOfAll, requireStack } from './stacks.ts';

const notChecked = { StackDriftStatus: 'NOT_CHECKED' } as const;
const complete = 'CREATE_COMPLETE' as const;

export const describeStacks =
  (stacks: readonly KnownStack[]) =>
  (input: DescribeStacksInput, call: Call): DescribeStacksOutput => {
    const { StackName, NextToken } = input;
    if (StackName !== undefined) return { Stacks: [shown(requireStack(stacks, StackName, call))] };
    const { items, next } = pageOfAll(inRegion(stacks, call), NextToken);
    return { Stacks: items.map(shown), NextToken: next };
  };

/** Members that are not modelled (capabilities, roles, rollback triggers) are absent, not invented. */
const shown = ({ name, createdAt, tags, stack }: KnownStack): Stack => ({
  StackId: stack.stackId,
  StackName: name,
  Description: stack.description,
  Parameters: Object.entries(stack.parameters).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  })),
  CreationTime: new Date(createdAt),
  StackStatus: complete,
  Outputs: stack.shownOutputs.map(({ key, value, description, exportName }) => ({
    OutputKey: key,
    OutputValue: value,
    Description: description,
    ExportName: exportName,
  })),
  Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  DriftInformation: notChecked,
});

/** The newest stack first. */
const inRegion = (stacks: readonly KnownStack[], { region }: Call): KnownStack[] =>
  stacks.filter((one) => one.region === region).reverse();

export const listStacks =
  (stacks: readonly KnownStack[]) =>
  (input: ListStacksInput, call: Call): ListStacksOutput => {
    const { StackStatusFilter: wanted = [], NextToken } = input;
    const found = wanted.length === 0 || wanted.includes(complete) ? inRegion(stacks, call) : [];
    const { items, next } = pageOfAll(found, NextToken);
    const summaries = items.map(({ name, createdAt, stack }) => ({
      StackId: stack.stackId,
      StackName: name,
      TemplateDescription: stack.description,
      CreationTime: new Date(createdAt),
      StackStatus: complete,
      DriftInformation: notChecked,
    }));
    return { StackSummaries: summaries, NextToken: next };
  };

/** No macros are modelled, so that both stages are the same; AWS gives back the very text, here it is written anew. */
export const getTemplate =
  (stacks: readonly KnownStack[]) =>
  (input: GetTemplateInput, call: Call): GetTemplateOutput => {
    const { stack } = requireStack(stacks, input.StackName, call);
    return { TemplateBody: JSON.stringify(stack.source, null, 2), StagesAvailable: ['Original', 'Processed'] };
  };

export const listExports =
  (stacks: readonly KnownStack[]) =>
  (input: ListExportsInput, call: Call): ListExportsOutput => {
    const all = inRegion(stacks, call).flatMap(({ stack }) =>
      stack.shownOutputs.flatMap(({ value, exportName }) =>
        exportName === undefined ? [] : [{ ExportingStackId: stack.stackId, Name: exportName, Value: value }],
      ),
    );
    const { items, next } = pageOfAll(all, input.NextToken);
    return { Exports: [...items], NextToken: next };
  };
