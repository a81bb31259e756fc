// Data about people, and what the law says of it.
import { areaRule } from "./build-rule.js";

export const touchesPersonalData = areaRule({
  id: "touches-personal-data",
  question: "Does it touch personal data?",
  tier: "high-stakes",
  reason: "personal data that is shown, logged or sent once cannot be taken back",
  remedy: "move unrelated changes out of the lines that read or write personal data",
  examples: {
    found: ["src/gdpr/export.ts", "app/models/pii_filter.rb", "user.date_of_birth = params[:dob]"],
    left: ["src/person.ts", "src/privateer.ts", "const name = user.name"],
  },
  area: "personal-data",
  patterns: [
    {
      pattern:
        /\b(?:ssn|social_?security(?:_?number)?|national_?id(?:entifier)?|tax_?id(?:entification)?(?:_?number)?|passport_?number|drivers?_?licen[cs]e(?:_?number)?|date_?of_?birth|birth_?date)\b/i,
      keywords: [
        "ssn",
        "social_security",
        "socialsecurity",
        "national_id",
        "nationalid",
        "tax_id",
        "taxid",
        "passport_number",
        "passportnumber",
        "drivers_licen",
        "driverslicen",
        "driver_licen",
        "driverlicen",
        "date_of_birth",
        "dateofbirth",
        "birth_date",
        "birthdate",
      ],
      reason: "handles data that identifies a person",
    },
    {
      pattern:
        /\b(?:card_?number|credit_?card_?(?:number|num|no|token)|cvv|cvc|iban|bank_?account(?:_?number)?|routing_?number|account_?number)\b/i,
      keywords: [
        "card_number",
        "cardnumber",
        "credit_card",
        "creditcard",
        "cvv",
        "cvc",
        "iban",
        "bank_account",
        "bankaccount",
        "routing_number",
        "routingnumber",
        "account_number",
        "accountnumber",
      ],
      reason: "handles bank or card data",
    },
    {
      pattern:
        /\b(?:home_?address|street_?address|postal_?address|phone_?number|medical_?record|patient_?id|ethnicity)\b/i,
      keywords: [
        "home_address",
        "homeaddress",
        "street_address",
        "streetaddress",
        "postal_address",
        "postaladdress",
        "phone_number",
        "phonenumber",
        "medical_record",
        "medicalrecord",
        "patient_id",
        "patientid",
        "ethnicity",
      ],
      reason: "handles data that identifies a person",
    },
    {
      pattern: /\bfilter_parameters\b|\b(?:pii|gdpr|ccpa|hipaa)_?\w*\s*[(=:]/i,
      keywords: ["filter_parameters", "pii", "gdpr", "ccpa", "hipaa"],
      reason: "handles personal data",
    },
  ],
});
