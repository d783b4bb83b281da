// serverless.detector.yml reads from here what it forwards: the alarms of the plans in its Region, to their standby Regions.
import { readPlans } from '../plans/read-plans.ts';
import { detectorResources } from './detection/detector.ts';

const detector = async ({ resolveConfigurationProperty }) => {
  const region = await resolveConfigurationProperty(['provider', 'region']);
  const bus = await resolveConfigurationProperty(['custom', 'bus']);
  const { resources, buses } = detectorResources(Object.values(readPlans().plans), { region, bus });
  const putEvents = { Effect: 'Allow', Action: 'events:PutEvents', Resource: buses };
  return {
    Resources: {
      ...resources,
      ForwardRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'events.amazonaws.com' },
                Action: 'sts:AssumeRole',
                Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
              },
            ],
          },
          Policies: [{ PolicyName: 'forward', PolicyDocument: { Version: '2012-10-17', Statement: [putEvents] } }],
        },
      },
    },
  };
};

// The Serverless Framework requires this file: what it gets is the function itself.
export { detector as 'module.exports' };
