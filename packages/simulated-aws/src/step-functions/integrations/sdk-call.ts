import { notSimulated } from '../../call.ts';
import type { ServiceModel } from '../../wire/model.ts';
import { type SdkService, sdkServiceOf } from '../definition/sdk-services.ts';
import type { ErrorNames, Submit } from './integration.ts';
import { javaMemberName } from './members.ts';
import { callModelled } from './modelled-call.ts';
import { operationName } from './models.ts';

/**
 * docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html: any operation of a service that is
 * simulated, with members and errors named as the Java SDK names them.
 */
export const callSdk =
  (serviceName: string, action: string): Submit =>
  async (call) => {
    const service = sdkServiceOf(serviceName);
    if (service === undefined) throw notSimulated(`states: the integration aws-sdk:${serviceName}`);
    const request = {
      service: service.signingName,
      operation: operationName(action),
      parameters: call.parameters,
      nameOf: javaMemberName,
    };
    return { output: await callModelled(call, request, (model) => namesOf(service, model)) };
  };

function namesOf({ prefix }: SdkService, model: ServiceModel | undefined): ErrorNames {
  const unlisted = `${prefix}Exception`;
  const nameOf = (code: string) => (model?.errors.has(code) ? javaName(code) : unlisted);
  return { prefix, service: prefix, unlisted, nameOf, isSecondSdk: true };
}

/** DBInstanceNotFoundFault → DbInstanceNotFoundException */
function javaName(code: string): string {
  const softened = code.replace(/[A-Z]+(?=[A-Z][a-z])/g, (run) => run.charAt(0) + run.slice(1).toLowerCase());
  return `${softened.replace(/(Fault|Exception)$/, '')}Exception`;
}
