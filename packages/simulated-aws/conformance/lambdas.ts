import type { Call, Output } from '../src/call.ts';
import { notSimulated } from '../src/call.ts';
import type { World } from '../src/world.ts';
import { pythonText } from './python-text.ts';

/** Functions as the vectors describe them: `echo`, `returns:<json>`, `raises:<name>:<message>` and so on. */
export async function behave(behaviour: string, call: Call, world: Pick<World, 'clock'>): Promise<Output> {
  const [kind = '', ...rest] = behaviour.split(':');
  const argument = rest.join(':');
  switch (kind) {
    case 'echo':
      return answered(payloadIn(call));
    case 'returns':
      return answered(argument);
    case 'raises':
      return raised(rest[0] ?? '', rest.slice(1).join(':'), call.requestId);
    case 'returns-repeated':
      return answered(JSON.stringify((rest[0] ?? '').repeat(Number(rest[1]))));
    case 'sleeps-then-echo':
      await world.clock.sleep(Number(argument) * 1000);
      return answered(payloadIn(call));
    case 'python-format':
      return answered(JSON.stringify(argument.replaceAll(/\{\w*\}/g, () => pythonText(JSON.parse(payloadIn(call))))));
    default:
      throw notSimulated(`the function ${behaviour}`);
  }
}

const answered = (text: string): Output => ({ StatusCode: 200, Payload: new TextEncoder().encode(text) });

function payloadIn({ input }: Call): string {
  const text = input.Payload instanceof Uint8Array ? new TextDecoder().decode(input.Payload) : '';
  return text === '' ? '{}' : text;
}

const raised = (errorType: string, errorMessage: string, requestId: string): Output => ({
  ...answered(JSON.stringify({ errorMessage, errorType, requestId, stackTrace: [] })),
  FunctionError: 'Unhandled',
});
