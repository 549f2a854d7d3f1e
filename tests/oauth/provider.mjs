// An OAuth server for the test beside it: the pages on which a person signs in and consents, around oidc-provider.
//
// Usage: node provider.mjs RESOURCE SCOPE…
//
// It listens on a free port of 127.0.0.1 and says so in its first line. A line follows for each request that matters: what
// was asked, what was answered, and, so that the test can look for them elsewhere, the secrets. It ends with its stdin.

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import Provider from 'oidc-provider';

const MOST_REQUESTS = 100;
const MOST_SECONDS = 60;

const [resource, ...scopes] = process.argv.slice(2);
// By the id of the grant: what was asked, and what the person takes back as soon as the first token is issued.
const requested = new Map();
const withdrawn = new Map();

function fail(problem) {
  console.error(problem);
  process.exit(1);
}

process.stdin.on('end', () => process.exit(0)).resume();
setTimeout(() => fail(`still running after ${MOST_SECONDS} s`), MOST_SECONDS * 1000).unref();

const client = {
  application_type: 'native',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  // Any port of it: RFC 8252, section 7.3.
  redirect_uris: ['http://127.0.0.1/'],
  token_endpoint_auth_method: 'none',
  id_token_signed_response_alg: 'ES256',
};

function configuration() {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  return {
    clients: [
      { ...client, client_id: 'integration' },
      // Is told the scope of a token only where it must be: RFC 6749, section 5.1.
      { ...client, client_id: 'terse' },
      // Is never told, which that section forbids where it is not the one that was asked.
      { ...client, client_id: 'careless' },
      // The API, which asks what a token is good for: RFC 7662.
      { ...client, client_id: 'api' },
    ],
    cookies: { keys: [randomBytes(32).toString('hex')] },
    jwks: { keys: [key] },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, Interaction: 600, RefreshToken: 600, Session: 600 },
    features: {
      devInteractions: { enabled: false },
      introspection: { enabled: true, allowedPolicy: (_, { clientId }) => clientId === 'api' },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        getResourceServerInfo: () => ({ audience: resource, scope: scopes.join(' ') }),
      },
    },
  };
}

/** The scopes that a consent is asked for: those of OpenID and those of the resource. */
function asked({ missingOIDCScope = [], missingResourceScopes = {} }) {
  return { oidc: missingOIDCScope, own: missingResourceScopes[resource] ?? [] };
}

/** What the person decided on the consent page, as a grant. The form names what is declined; the rest is granted. What was
 * decided before stays: a page shows only what is new. */
async function consent({ grantId: before, session, params, prompt }, form) {
  const grant = before
    ? await provider.Grant.find(before)
    : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  const declined = new Set(form.getAll('decline'));
  const { oidc, own } = asked(prompt.details);
  grant.addOIDCScope(oidc);
  for (const scope of own) {
    if (declined.has(scope)) {
      grant.rejectResourceScope(resource, scope);
    } else {
      grant.addResourceScope(resource, scope);
    }
  }
  const grantId = await grant.save();
  withdrawn.set(grantId, form.getAll('withdraw'));
  return { consent: { grantId } };
}

/** The two pages of a sign-in. GET says which one it is, and a line for each scope asked; POST takes the form. */
async function interact(request, response) {
  const interaction = await provider.interactionDetails(request, response);
  const { name, details } = interaction.prompt;
  if (request.method === 'GET') {
    const { oidc, own } = asked(details);
    response.end([name, ...oidc, ...own].join('\n'));
    return;
  }
  const form = new URLSearchParams(await text(request));
  let result = { error: 'access_denied', error_description: 'the person declined' };
  if (!form.has('refuse')) {
    result = name === 'login' ? { login: { accountId: form.get('name') } } : await consent(interaction, form);
  }
  await provider.interactionFinished(request, response, result);
}

/** Whether the client is told the scope of its token. */
function isTold(clientId, asked, granted) {
  const names = new Set(granted.split(' '));
  switch (clientId) {
    case 'careless':
      return false;
    case 'terse':
      // OpenID's own are not in the token of a resource.
      return asked.split(' ').some((name) => scopes.includes(name) && !names.has(name));
    default:
      return true;
  }
}

/** Says what a token request asked and was answered. */
async function tokens(ctx, next) {
  await next();
  if (ctx.oidc?.route !== 'token') {
    return;
  }
  const { params, entities: { Grant: grant } } = ctx.oidc;
  if (ctx.status !== 200) {
    console.log(`${params.grant_type} asked ${params.scope ?? '-'} failed ${ctx.body.error}`);
    return;
  }
  const { access_token, refresh_token, scope } = ctx.body;
  for (const secret of [params.code, params.code_verifier, params.refresh_token, access_token, refresh_token]) {
    if (secret) {
      console.log(`secret ${secret}`);
    }
  }
  if (!isTold(params.client_id, params.scope ?? requested.get(grant.jti), scope)) {
    delete ctx.body.scope;
  }
  console.log(`${params.grant_type} asked ${params.scope ?? '-'} answered ${ctx.body.scope ?? '-'}`);
  for (const name of withdrawn.get(grant.jti)) {
    grant.rejectResourceScope(resource, name);
  }
  await grant.save();
}

function authorized({ oidc }) {
  requested.set(oidc.grant.jti, oidc.params.scope);
  console.log(`authorized ${oidc.params.scope}`);
}

let provider;
let requests = 0;
const server = createServer(async (request, response) => {
  requests += 1;
  if (requests > MOST_REQUESTS) {
    fail(`more than ${MOST_REQUESTS} requests`);
  }
  try {
    const handle = request.url.startsWith('/interaction/') ? interact : provider.callback();
    await handle(request, response);
  } catch (error) {
    fail(error);
  }
});
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  provider = new Provider(issuer, configuration());
  provider.use(tokens);
  provider.on('authorization.accepted', authorized);
  provider.on('server_error', (_, error) => fail(error));
  console.log(`listening ${issuer}`);
});
