// Serverless plugin: bundles each function before packaging, so that every zip holds one file of code and its source map, and lets
// no role of the finished template rewrite the ledger. A template that AWS would not take by its size is refused.

import { appendOnly } from './append-only.ts';
import { bundle } from './bundle.ts';
import { servedElsewhere, servedInStandby } from './copy-askers.ts';
import { readFunctions } from './function-file.ts';
import { limitsPassed } from './limits.ts';
import { readNetwork } from './network/network.ts';
import { warnOutside } from './network/warn-network.ts';
import { readPlans } from './plans/read-plans.ts';

const servedBy = { standby: servedInStandby, elsewhere: servedElsewhere };

export default class BundleFunctions {
  constructor(serverless, _options, { log }) {
    this.warn = (line) => log.warning(line);
    this.service = serverless.service;
    this.hooks = {
      'before:package:createDeploymentArtifacts': () => this.bundle(),
      'after:aws:package:finalize:mergeCustomProviderResources': () => this.finishTemplate(),
    };
  }

  finishTemplate() {
    const template = this.service.provider.compiledCloudFormationTemplate;
    if (this.service.custom.stack === 'standby') template.Resources = appendOnly(template.Resources);
    const passed = limitsPassed(template);
    if (passed.length > 0) throw new Error(`AWS would not take this stack.\n${passed.join('\n')}`);
  }

  async bundle() {
    const { plans: folder, stack, network } = this.service.custom;
    const { region } = this.service.provider;
    const place = { region, plans: Object.values(readPlans(folder).plans) };
    const { plans, functions } = servedBy[stack](readFunctions(), place);
    for (const line of warnOutside(readNetwork(network), functions)(region)) this.warn(line);
    const entries = {};
    for (const [name, definition] of Object.entries(this.service.functions)) {
      entries[name] = definition.handler.replace(/\.handler$/, '.ts');
      definition.handler = `dist/${name}/index.handler`;
      definition.package = { individually: true, patterns: [`dist/${name}/**`] };
    }
    await bundle({ entries, folder: 'dist', plans: Object.fromEntries(plans.map((plan) => [plan.plan, plan])) });
  }
}
