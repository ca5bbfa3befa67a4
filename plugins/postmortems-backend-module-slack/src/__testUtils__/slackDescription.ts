import Ajv, { type ValidateFunction } from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { API_DESCRIPTIONS_DIR } = process.env;

type Parameter = { name: string; type: string; required?: boolean };
type Operation = {
  parameters: Parameter[];
  responses: Record<string, { schema: object }>;
};
type Description = {
  definitions: object;
  paths: Record<string, Record<string, Operation>>;
};

/** What does not fit Slack's own description of its Web API (Swagger 2.0). */
export class SlackDescription {
  readonly #description: Description;
  readonly #validators = new Map<string, ValidateFunction>();

  /** `undefined` where the description is not there. */
  static read(): SlackDescription | undefined {
    if (!API_DESCRIPTIONS_DIR) return undefined;
    const file = join(API_DESCRIPTIONS_DIR, 'slack.json');
    return new SlackDescription(JSON.parse(readFileSync(file, 'utf8')));
  }

  private constructor(description: Description) {
    this.#description = description;
  }

  problemsOfRequest(method: string, args: Record<string, string>): string[] {
    const operation = this.#operation(method);
    if (!operation) return [`${method} is not in the description`];
    return this.#check(`${method} request`, args, () => ({
      type: 'object',
      additionalProperties: false,
      // The client sends the token in a header
      required: operation.parameters
        .filter(({ name, required }) => required && name !== 'token')
        .map(({ name }) => name),
      properties: Object.fromEntries(
        operation.parameters.map(({ name, type }) => [name, { type }]),
      ),
    }));
  }

  problemsOfAnswer(method: string, answer: object): string[] {
    const operation = this.#operation(method);
    if (!operation) return [`${method} is not in the description`];
    return this.#check(`${method} answer`, answer, () => ({
      definitions: this.#description.definitions,
      ...operation.responses['200'].schema,
    }));
  }

  #operation(method: string): Operation | undefined {
    return Object.values(this.#description.paths[`/${method}`] ?? {})[0];
  }

  #check(name: string, value: object, schemaOf: () => object): string[] {
    let validate = this.#validators.get(name);
    if (!validate) {
      const ajv = new Ajv({
        strict: false,
        allErrors: true,
        coerceTypes: true,
        validateFormats: false,
      });
      validate = ajv.compile(schemaOf());
      this.#validators.set(name, validate);
    }
    validate(structuredClone(value));
    return (
      validate.errors?.map(
        error =>
          `${name}${error.instancePath} ${error.message} ${JSON.stringify(
            error.params,
          )}`,
      ) ?? []
    );
  }
}
