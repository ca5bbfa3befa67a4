import { agrees, type Check } from './types';

/** Words in quotation marks stand in a quote, letter by letter but for blanks and quotation marks. */
export const checkQuotations: Check = ({ sentence, cited }) => {
  const quotes = cited.quotes.map(plain);
  return sentence.quotations.map(words =>
    quotes.some(quote => quote.includes(plain(words)))
      ? agrees('quotation', `“${words}” stands in the evidence`)
      : {
          check: 'quotation',
          effect: 'unsupported',
          message: `“${words}” does not stand in any of the cited places`,
        },
  );
};

function plain(text: string): string {
  return text.replace(/[“”]/g, '"').replace(/\s+/g, ' ').trim();
}
