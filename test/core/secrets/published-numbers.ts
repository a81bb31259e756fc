// Numbers that are nobody's because somebody in charge printed them, to check checksums by: one that our own code made would pass
// whatever our own code does.

/** By the detector's id, without separators. */
export const PUBLISHED: Readonly<Record<string, readonly string[]>> = {
  // Test cards of Stripe, Adyen, PayPal and the networks: Visa, Mastercard, American Express, Discover, Diners Club, JCB, UnionPay,
  // Maestro.
  "payment-card": [
    "4242424242424242",
    "4000056655665556",
    "4012888888881881",
    "4222222222222",
    "5555555555554444",
    "5200828282828210",
    "5105105105105100",
    "2223003122003222",
    "378282246310005",
    "371449635398431",
    "378734493671000",
    "6011111111111117",
    "6011000990139424",
    "30569309025904",
    "36227206271667",
    "3530111333300000",
    "3566002020360505",
    "6200000000000005",
    "6759649826438453",
  ],
  // The registry of ISO 13616, kept by SWIFT.
  iban: [
    "DE89370400440532013000",
    "GB29NWBK60161331926819",
    "FR1420041010050500013M02606",
    "NL91ABNA0417164300",
    "ES9121000418450200051332",
    "IT60X0542811101000000123456",
    "BE68539007547034",
    "CH9300762011623852957",
    "NO9386011117947",
    "MT84MALT011000012345MTLCAST001S",
  ],
  // The tax administration's examples and encyclopedias, of both kinds: one digit twice, one digit three times.
  "german-tax-id": ["86095742719", "47036892816", "65929970489", "57549285017", "25768131411", "36574261809"],
  // INSEE's example, and encyclopedias.
  "french-social-security-number": ["255081416802538", "295109912611193", "269054958815780"],
  // The ministry of the interior's examples, and those of the tax agency's documentation.
  "spanish-id": ["12345678Z", "00000000T", "54362315K", "99999999R", "X2482300W", "Y1234567X", "Z1234567R"],
  "italian-tax-code": ["RSSMRA85T10A562S", "MRTMTT91D08F205J", "MRTMTT25D09F205Z", "RCCMNL83S18D969H"],
  // Test persons of the register of the population, and encyclopedias.
  "dutch-citizen-number": ["111222333", "123456782", "999993653", "999993847", "999990639"],
  "polish-pesel": ["44051401359", "44051401458", "02070803628"],
  "brazilian-cpf": ["11144477735", "52998224725", "39053344705"],
  // Test numbers of the issuing authority's interface.
  "indian-aadhaar-number": ["999941057058", "999971658847", "999933119405", "999955183433", "999990501894"],
  // The standard GB 11643-1999, and encyclopedias.
  "chinese-resident-id": ["11010519491231002X", "11010219840406970X", "360426199101010071"],
  // The tax agency's brochure, and encyclopedias.
  "swedish-personal-number": ["6408233234", "8112189876", "6709199530", "8803200016"],
  // The revenue agency's specification for filers, and a number that is used for tests.
  "canadian-social-insurance-number": ["550911895", "130692544", "193456787"],
};

/** Without a checksum: only ranges are given out. */
export const WITHOUT_CHECKSUM = ["us-social-security-number", "uk-national-insurance-number"];
