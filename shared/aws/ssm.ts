import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type ClientsOf, clientsOf } from './clients.ts';

export const connectSsm = (): ClientsOf<SSMClient> => clientsOf((settings) => new SSMClient(settings));

export type ParameterFacts = Readonly<{ type: string; value: string }>;

/** Without decryption: what is encrypted stays so, and nothing secret is read here. */
export async function readParameter(ssm: ClientsOf<SSMClient>, region: string, name: string): Promise<ParameterFacts> {
  const { Parameter } = await ssm(region).reader.send(new GetParameterCommand({ Name: name }));
  return { type: Parameter?.Type ?? 'unknown', value: Parameter?.Value ?? '' };
}
