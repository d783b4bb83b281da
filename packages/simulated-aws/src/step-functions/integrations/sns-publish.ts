import { type ErrorNames, metadataOf, type Submit } from './integration.ts';
import { plainName } from './members.ts';
import { callModelled } from './modelled-call.ts';

/** docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html: a Message that is not text is sent as JSON. */
const names: ErrorNames = {
  prefix: 'SNS',
  service: 'AmazonSNS',
  unlisted: 'AmazonSNSException',
  nameOf: (code) => (code.endsWith('Exception') ? code : `${code}Exception`),
};

export const publishToSns: Submit = async (call) => {
  const { Message, ...rest } = call.parameters;
  const text = typeof Message === 'string' ? Message : JSON.stringify(Message);
  const parameters = Message === undefined ? rest : { ...rest, Message: text };
  const request = { service: 'sns', operation: 'Publish', parameters, nameOf: plainName };
  return { output: { ...(await callModelled(call, request, () => names)), ...metadataOf(call.requestId) } };
};
