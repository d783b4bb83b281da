import { ofKind } from './of-kind.ts';

/** A person does what it asks for. */
export const askedPerson = ofKind('askOperator', ({ id, askOperator }) => [
  { is: 'question', step: id, text: askOperator.question },
]);
