/** Patterns of text that addresses a model. */
const PATTERNS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}\b(?:previous|above|prior|earlier|all|every|these|your|the)\b[^.\n]{0,30}\b(?:instruction|rule|prompt|passage|message|context|direction)s?/i,
  /\b(?:system|new|hidden|your|initial)\s+(?:prompt|instruction|rule)s?\b/i,
  /(?:^|\n)\s*[#>*-]*\s*(?:system|assistant|user|developer|instructions?|note to (?:the )?(?:model|assistant|ai)|tool result|admin)\s*:/i,
  /<\|?\/?(?:im_start|im_end|system|assistant|user|endoftext|evidence|draft|sentences)\b/i,
  /\[\/?(?:INST|SYS)\]/i,
  /\b(?:you are now|act as|pretend to|from now on|maintenance mode|developer mode|jailbreak|(?:admin|system) override|begin admin|priority=max)\b/i,
  /\b(?:if you are|as) an? (?:ai|assistant|language model|llm|bot)\b|\bthe (?:assistant|verifier|llm|language model)\b/i,
  /\b(?:write|say|state|output|print|repeat|reveal|include|insert|add|put|append|translate|cite|declare|claim|set|delete|respond|answer|conclude)\b[^.\n]{0,60}(?:["“:]|\b(?:this|that|the following|the link|this link|the summary|the cause|the document|the report|the postmortem|the text|the timeline|the severity|everything|word for word|backwards|for readers|passages?|p\d+)\b)/i,
  /\bmust be (?:in|exactly)\b|\bthis image into\b|\btherefore it is a fact\b|\bcite p\d+\b|\bis the finding\b/i,
  /["']id["']\s*:\s*["']p\d/i,
  /["']?(?:role|verdict|sentences|passages)["']?\s*:\s*["'[{]/i,
  /<(?:script|img|iframe|svg|object|embed|style|a)\b|\bjavascript:|!\[[^\]]*\]\(/i,
  /(?:^|\n)---\s*\n[^\n]*:/,
  /\bbase64\s*:/i,
];

/** Invisible characters, and those that reverse the reading order. */
const HIDDEN_CHARACTERS =
  /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/;

/**
 * Whether a text looks like a prompt injection. A model is not shown such
 * evidence; it stays in the timeline like any other. What this heuristic misses
 * is left to the verifier.
 */
export function isPromptInjection(text: string): boolean {
  const normalised = text.normalize('NFKC');
  return (
    HIDDEN_CHARACTERS.test(normalised) ||
    PATTERNS.some(pattern => pattern.test(normalised))
  );
}
