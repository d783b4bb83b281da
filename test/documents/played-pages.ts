/** Pages whose commands of `aws`, and what stands among them, test/clients/documents.clients.test.ts types into `npm run simulate`. */
export const playedPages = ['docs/on-call.md', 'docs/simulation.md', 'docs/first-service.md'] as const;
