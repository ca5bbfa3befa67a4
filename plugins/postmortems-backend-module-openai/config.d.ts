export interface Config {
  postmortems?: {
    /**
     * A model behind an OpenAI-compatible API that helps to draft postmortems.
     * Without this block, no model is called.
     */
    openai?: {
      /** Root of the API. Default: OpenAI's own. Local servers and gateways too. */
      baseUrl?: string;
      /**
       * Not needed for servers without authentication.
       * @visibility secret
       */
      apiKey?: string;
      /** Name of the model, or of the deployment on Azure. */
      model: string;
      /** For Azure OpenAI; `baseUrl` is then the resource's endpoint. */
      azure?: { apiVersion: string };
      /**
       * `response_format` of requests. Default: json_schema. Servers that do
       * not support it take json_object.
       */
      structuredOutput?: 'json_schema' | 'json_object';
      /**
       * Name of the field that limits the answer. Default:
       * max_completion_tokens. Older servers know max_tokens only.
       */
      outputLimitField?: 'max_completion_tokens' | 'max_tokens';
      /**
       * Sections that the model may write. Default: summary, impact, rootCause,
       * contributingFactors.
       */
      sections?: Array<
        'summary' | 'impact' | 'rootCause' | 'contributingFactors'
      >;
      /** Tokens of evidence in one request. Default: 24000. */
      maxInputTokens?: number;
      /** Tokens of one answer. Default: 4000. */
      maxOutputTokens?: number;
      /** Tokens for a whole postmortem, input and output. Default: 300000. */
      maxTotalTokens?: number;
      /** For one request. Default: 60. */
      timeoutSeconds?: number;
      /**
       * Retries after rate limits, server errors and lost connections, with
       * exponential backoff and jitter. Default: 3.
       */
      maxRetries?: number;
      /**
       * Ask the model for a second opinion on each cause and contributing factor.
       * It can only lower verdicts. Default: false.
       */
      judge?: boolean;
      /** For the cost shown with each postmortem. */
      price?: {
        inputPerMillionTokens: number;
        outputPerMillionTokens: number;
        /** e.g. USD */
        currency: string;
      };
    };
  };
}
