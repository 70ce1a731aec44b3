/// Every sentence of kimctl, in `Words+en.swift` and `Words+de.swift`; a test misses none in either.
enum Phrase: CaseIterable, Sendable {
  case about, aboutCall, aboutDescribe, aboutNext, aboutStatus, aboutVersion, aboutWhoami
  case usageWords, usageMethod
  case helpAsk, helpAuditReason, helpDesk, helpDryRun, helpFromFile, helpKey, helpLang, helpNoColor
  case helpOutput, helpSession, helpSite, helpSocket, helpTimeout
  case paramsHead, resultHead, readByKimctl, noParams, required, optional, personal, personalHint,
    listHint
  case expectedBoolean, expectedInteger, expectedRange, expectedChoice, expectedArray
  case expectedObject, expectedClearable, expectedAny
  case error, tryThis, didYouMean
  case unknownNoun, unknownVerb, unknownMethod, unknownField, wrongValue, missingField
  case missingValue, twice, noPlace, notJSON, notAnObject, personalRefused, personalMissing
  case dryRunNotWrite, badKey, badReason, badTimeout, badLimit, noDesk, noSession, manySessions
  case fileUnreadable, fileTooLong, fileReadable, wrongNumber, inputTooLong
  case noSocket, notASocket, pathTooLong, denied, refused, impostor, silent, connectionLost
  case requestTooLong, replyTooLong, malformedReply, malformedRequest, systemError, unknownOutcome
  case olderDaemon, unknownKind, reference, allowed, alternatives, changedFields, currentRev
  case retryHint, groupHint, socketHint, serviceHint, startHint, describeHint, limitHint
  case nothingFound, more, wasDryRun, replayed, noID, warning, askFor, problem, yes, no
  case feedLagged, noRights
}
