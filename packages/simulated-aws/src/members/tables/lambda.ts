import type { MemberTable } from '../selection.ts';

export const lambda: MemberTable = {
  Invoke: 'FunctionName InvocationType LogType Payload Qualifier',
  GetPolicy: 'FunctionName',
  ListFunctions: 'Marker MaxItems',
  GetFunction: 'FunctionName',
  GetFunctionConfiguration: 'FunctionName',
  GetFunctionConcurrency: 'FunctionName',
};
