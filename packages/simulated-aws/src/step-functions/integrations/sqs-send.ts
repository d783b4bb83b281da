import { type ErrorNames, metadataOf, type Submit } from './integration.ts';
import { plainName } from './members.ts';
import { callModelled } from './modelled-call.ts';

/** docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html: a MessageBody that is not text is sent as JSON. */
const names: ErrorNames = {
  prefix: 'SQS',
  service: 'AmazonSQS',
  unlisted: 'AmazonSQSException',
  nameOf: (code) => (code === 'QueueDoesNotExist' ? 'QueueDoesNotExistException' : code),
};

export const sendToSqs: Submit = async (call) => {
  const { MessageBody, ...rest } = call.parameters;
  const body = typeof MessageBody === 'string' ? MessageBody : JSON.stringify(MessageBody);
  const parameters = MessageBody === undefined ? rest : { ...rest, MessageBody: body };
  const answer = await callModelled(
    call,
    { service: 'sqs', operation: 'SendMessage', parameters, nameOf: plainName },
    () => names,
  );
  return { output: { ...answer, ...metadataOf(call.requestId) } };
};
