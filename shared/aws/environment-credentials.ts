import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for the SDK's chain of credential providers in every bundle: a Lambda function finds its role's credentials
 * in its environment and nowhere else.
 */
export const defaultProvider = () => fromEnv();
