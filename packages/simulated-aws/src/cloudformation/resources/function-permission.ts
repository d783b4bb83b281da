import * as z from 'zod';
import { defined } from '../../defined.ts';
import { arnIn, generatedName, propertiesOf, type ResourceHandler } from '../resource-handler.ts';

/** Services of AWS only; other accounts, function URLs and aliases are refused. */
const Permission = z.strictObject({
  Action: z.literal('lambda:InvokeFunction'),
  FunctionName: z.string(),
  Principal: z.string().endsWith('.amazonaws.com', 'only services of AWS are simulated'),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

export const createPermission: ResourceHandler = async (request) => {
  const { FunctionName, Principal, SourceArn, SourceAccount } = propertiesOf(Permission, request);
  const physicalId = generatedName(request);
  request.context.services.addPermission({
    statementId: physicalId,
    functionArn: FunctionName.startsWith('arn:') ? FunctionName : arnIn(request, 'lambda', `function:${FunctionName}`),
    principal: Principal,
    ...defined({ sourceArn: SourceArn, sourceAccount: SourceAccount }),
  });
  return { physicalId, attributes: {} };
};
