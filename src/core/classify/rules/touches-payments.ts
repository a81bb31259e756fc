// Money: charges, refunds, payouts, invoices.
import { areaRule } from "../rule.js";

/** Languages that compute; a style sheet or a text has stars and strokes of its own. */
const COMPUTES = /\.(?:[cm]?[jt]sx?|vue|svelte|py|rb|php|go|rs|java|kts?|cs|fs|scala|swift|exs?|dart|sql|sol)$/;

export const touchesPayments = areaRule({
  id: "touches-payments",
  question: "Does it touch payments or billing?",
  tier: "high-stakes",
  security: true,
  reason: "a mistake here moves money, and money does not come back by a revert",
  remedy: "move unrelated changes out of the files that charge, refund or invoice",
  examples: {
    found: ["src/billing/refund.ts", "app/services/payouts.rb", "await stripe.refunds.create({ charge })"],
    left: ["src/subscription.ts", "src/payload.ts", "const payload = JSON.parse(text)"],
  },
  area: "payments",
  patterns: [
    {
      pattern:
        /\bstripe\.\w+|\bStripe::\w+|\bnew Stripe\(|\bpayment_?[iI]ntents?\b|\bPaymentIntents?\b|\bpayment_?[mM]ethods?\b|\bcheckout\.sessions\b/,
      keywords: ["stripe", "payment", "checkout.sessions"],
      reason: "calls a payment provider",
    },
    {
      pattern:
        /\b(?:create|issue|process|apply|make|send|cancel|capture)_?(?:Charge|Refund|Payment|Payout|Invoice|Transfer|Subscription)s?\b|\b(?:create|issue|process|apply|make|send|cancel|capture)_(?:charge|refund|payment|payout|invoice|transfer|subscription)s?\b/,
      keywords: ["charge", "refund", "payment", "payout", "invoice", "transfer", "subscription"],
      reason: "charges, refunds or pays",
    },
    {
      pattern: /\b(?:paypal|braintree|adyen|razorpay|lemonsqueezy|paddle|mollie|chargebee|recurly)\b\s*[.:(]/i,
      keywords: [
        "paypal",
        "braintree",
        "adyen",
        "razorpay",
        "lemonsqueezy",
        "paddle",
        "mollie",
        "chargebee",
        "recurly",
      ],
      reason: "calls a payment provider",
    },
    {
      pattern:
        /(?:amount|price|total|fee|balance|payout)_?(?:in_?)?(?:cents|usd|eur|minor)|\b(?:tax|vat)_?(?:rate|amount)\b/i,
      keywords: ["cents", "usd", "eur", "minor", "tax_", "taxRate", "taxAmount", "vat_", "vatRate", "vatAmount"],
      reason: "computes an amount of money",
    },
    {
      pattern:
        /\b\w*(?:price|fee|balance|subtotal|discount|refund|payout|invoice|surcharge)(?:_?(?:amount|total|cents|value))?\b\)?\s*(?:[*/]\s*[\w(.]|[-+*/]=\s*\w)|\*\s*(?:\w+\.)*(?:unit_?)?price\b|\b(?:amount|total|price)\w*\s*\*\s*(?:\w+\.)*(?:tax|vat|discount|fee|commission)_?\w*|\bMath\.(?:round|floor|ceil)\(.{0,40}\b(?:price|amount|fee|tax)\w*\b\s*\*/i,
      keywords: "price fee balance subtotal discount refund payout invoice surcharge amount total tax".split(" "),
      reason: "computes an amount of money",
      files: COMPUTES,
    },
    {
      pattern:
        /\bt\.(?:money|monetize)\b|^\s*monetize\s+:|\bMoney\.(?:new|from\w+|of)\(|\bBigDecimal\w*\(.{0,40}(?:amount|price)/i,
      keywords: ["money", "monetize", "BigDecimal"],
      reason: "computes an amount of money",
    },
  ],
});
