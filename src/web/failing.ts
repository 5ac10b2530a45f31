import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Fault, newId } from '../kernel/index.ts';
import { html } from './html/index.ts';
import { page } from './layout/page.ts';
import { type WebErrorCode, webErrors } from './errors.ts';
import { isForApi, secure } from './guarding.ts';
import { sendPage } from './site.ts';

/** A problem as the API words it. SOURCE: RFC 9457 */
interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly code: string;
  readonly instance?: string;
  readonly problems?: readonly unknown[];
}

/** Whoever sends more mistakes than these learns of the rest after mending them. */
const MOST_PROBLEMS = 20;

/** A refusal of input with the places that are wrong, for the API. */
export class InputFault extends Fault {
  readonly problems: readonly unknown[];

  constructor(problems: readonly unknown[], code: string = 'INPUT_INVALID') {
    super(code, 'the input could not be understood', { status: 422, help: webErrors.INPUT_INVALID });
    this.problems = problems.slice(0, MOST_PROBLEMS);
  }
}

/** Answers every failure in the form of whoever asked: a page, or problem details. Nothing inside is shown. */
export function handleFailures(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) =>
    fail(request, reply, webFault('PAGE_NOT_FOUND', 'there is nothing at this address', 404)),
  );
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const fault = error instanceof Fault ? error : faultOf(error);
    if (fault.status < 500) return fail(request, reply, fault);
    const number = newId();
    request.log.error({ err: tellable(error), number }, 'request failed');
    return fail(request, reply, fault, number);
  });
}

/** What the log is told of a failure: where and how. A database adds rows and parameters, which are people's. */
const tellable = ({ name, code, message, stack }: FastifyError) => ({ name, code, message, stack });

/** An address that never reached a route: its encoding is broken, or a part of it is longer than any name of ours. */
export function failOutside(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const isBroken = error.code === 'FST_ERR_BAD_URL';
  const fault = isBroken
    ? webFault('ADDRESS_UNCLEAR', 'this address could not be read', 400)
    : webFault('PAGE_NOT_FOUND', 'there is nothing at this address', 404);
  return fail(request, reply, fault);
}

const webFault = (code: WebErrorCode, message: string, status: number) =>
  new Fault(code, message, { status, help: webErrors[code] });

function faultOf(error: FastifyError): Fault {
  if (error.validation)
    return new InputFault(
      error.validation.map((problem) => ({
        at: `${error.validationContext ?? 'body'}${problem.instancePath.replaceAll('/', '.')}`,
        message: problem.message,
      })),
    );
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return webFault('INPUT_TOO_LARGE', 'what was sent is too large', 413);
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return webFault('INPUT_UNREADABLE', 'what was sent could not be read', error.statusCode);
  return webFault('SOMETHING_FAILED', 'something failed on our side', 500);
}

function fail(request: FastifyRequest, reply: FastifyReply, fault: Fault, number?: string): FastifyReply {
  secure(reply).code(fault.status);
  if (isForApi(request)) {
    const problem: ProblemDetails = {
      type: `urn:gatehouse:error:${fault.code}`,
      title: fault.message,
      status: fault.status,
      code: fault.code,
      ...(fault.help !== undefined && { detail: fault.help }),
      ...(number !== undefined && { instance: `urn:gatehouse:failure:${number}` }),
      ...(fault instanceof InputFault && { problems: fault.problems }),
    };
    return reply.type('application/problem+json').send(JSON.stringify(problem));
  }
  return sendPage(reply, failurePage(fault, number));
}

const titles: Readonly<Record<number, string>> = {
  404: 'Page not found',
  413: 'Too much was sent',
  422: 'That could not be understood',
  403: 'That was refused',
  503: 'The service is not ready',
};

const failurePage = (fault: Fault, number: string | undefined) => {
  const title =
    titles[fault.status] ??
    (fault.status < 500 ? 'That could not be understood' : 'Sorry, something went wrong');
  return page({
    title,
    content: html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">${sentence(fault.message)}</p>
${fault.help !== undefined && html`<p class="govuk-body">${fault.help}</p>`}
${number !== undefined && html`<p class="govuk-body">The number of this failure is <code>${number}</code>. Nothing that you did is lost beyond this page.</p>`}
<p class="govuk-body"><a class="govuk-link" href="/">Go to the home page</a></p>`,
  });
};

/** A message as a sentence: what it quotes in proper quotes, a capital, a full stop. */
function sentence(message: string): string {
  const quoted = message.replace(/`([^`]*)`/g, '“$1”');
  return `${quoted.charAt(0).toUpperCase()}${quoted.slice(1)}.`;
}
