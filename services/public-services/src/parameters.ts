/** Keys of the numbers of law and policy that this service looks up; their values, units and sources stand in libs/policy. */
export const parameters = {
  /** Calls before a ticket counts as missed; times a missed ticket may wait again. */
  ticketCalls: 'hall.ticket.calls',
  ticketRequeues: 'hall.ticket.requeues',
  /** Groups called before others, comma-separated (elderly, disabled, pregnant, soldier), and the age of `elderly`. */
  ticketPriorityGroups: 'hall.ticket.priority_groups',
  ticketPriorityAge: 'hall.ticket.priority_age',
  /** Working days for the one supplement notice (of a licence: ALL19 32), for the preliminary check of an online submission, and to hand in what it names. */
  licenceNoticeDays: 'licence.notice_days',
  checkDays: 'case.check_days',
  onlineCheckDays: 'case.online_check_days',
  supplementDays: 'case.supplement_days',
  toleranceDays: 'case.tolerance_days',
  /** Working days to pass an accepted case to the back office, and to check a promise. */
  handOverDays: 'case.handover_days',
  promiseCheckDays: 'case.promise_check_days',
  /** ALL19 42: the limit of a licence and its extension; of joint handling and its extension. Working days. */
  licenceDays: 'licence.decide_days',
  licenceExtensionDays: 'licence.extension_days',
  jointDays: 'licence.joint_days',
  jointExtensionDays: 'licence.joint_extension_days',
  /** Working days after the decision to hand over the result: of a licence (ALL19 44), of other matters. */
  licenceDeliverDays: 'licence.deliver_days',
  deliverDays: 'case.deliver_days',
  cannotDoDays: 'case.cannot_do_days',
  ratingWindow: 'rating.window',
  /** Highest level that counts as bad (HC19). */
  badLevel: 'rating.bad.max_level',
  /** Working days to take a bad rating on, to verify it, to have it put right, to call the rater back, and to recheck an appeal. */
  ratingAcceptDays: 'rating.bad.accept_days',
  ratingVerifyDays: 'rating.bad.verify_days',
  rectifyDays: 'rating.bad.rectify_days',
  ratingCallbackDays: 'rating.bad.callback_days',
  ratingRecheckDays: 'rating.bad.recheck_days',
  /** Admission (5.1.4): working days ahead of the start, for form check, decision and opinions; calendar days to resubmit. */
  aheadDays: 'admission.ahead_days',
  formCheckDays: 'admission.form_check_days',
  admissionDays: 'admission.decide_days',
  opinionDays: 'admission.opinion_days',
  opinionSample: 'opinion.sample',
  returnedDays: 'admission.returned_days',
  numberHoldDays: 'admission.number.release_days',
  exemptDays: 'exempt.register_days',
  /** Calendar days for which money may be late; longest time of a temporary matter and its extensions; month and day of the yearly review. */
  fundGrace: 'fund.grace',
  temporaryMonths: 'admission.temporary_months',
  temporaryExtensions: 'admission.temporary_extensions',
  reviewUntil: 'admission.review_until',
  /** Working days to correct a task that was imposed; least number of reports in a figure; least decrease of a burden in percent. */
  correctDays: 'report.correct_days',
  reportFigures: 'report.figures.minimum',
  burdenDecrease: 'burden.decrease_percent',
  /** Merged assessments of a community in a year (MCA15 assessment). */
  assessments: 'assessment.per_year',
  /** Least number of people in a group of a needs profile. */
  needsMinimum: 'needs.minimum',
} as const;
