export interface Config {
  postmortems?: {
    /** A model behind an OpenAI-compatible API helps to write. Without this block no model is asked. */
    openai?: {
      /** Root of the API. Default: OpenAI's own. Local servers and gateways too. */
      baseUrl?: string;
      /**
       * Left out for servers that ask for none.
       * @visibility secret
       */
      apiKey?: string;
      /** Name of the model, or of the deployment on Azure. */
      model: string;
      /** For Azure OpenAI; `baseUrl` is then the resource's endpoint. */
      azure?: { apiVersion: string };
      /** How the answer's shape is asked for. Default: json_schema. Servers that do not know it take json_object. */
      structuredOutput?: 'json_schema' | 'json_object';
      /** Name of the field that limits the answer. Default: max_completion_tokens. Older servers know max_tokens only. */
      outputLimitField?: 'max_completion_tokens' | 'max_tokens';
      /** Sections that the model may write. Default: summary, impact, rootCause, contributingFactors. */
      sections?: Array<
        'summary' | 'impact' | 'rootCause' | 'contributingFactors'
      >;
      /** Tokens of evidence in one request. Default: 24000. */
      maxInputTokens?: number;
      /** Tokens of one answer. Default: 4000. */
      maxOutputTokens?: number;
      /** Tokens for a whole document, question and answer. Default: 300000. */
      maxTotalTokens?: number;
      /** For one request. Default: 60. */
      timeoutSeconds?: number;
      /** After rate limits, server errors and lost connections; waits longer each time, with jitter. Default: 3. */
      maxRetries?: number;
      /** A second question about each cause; it can only lower verdicts. Default: false. */
      judge?: boolean;
      /** For the cost shown with each document. */
      price?: {
        inputPerMillionTokens: number;
        outputPerMillionTokens: number;
        /** e.g. USD */
        currency: string;
      };
    };
  };
}
