namespace SpanLqr.Files

/// A file is not what it must be; the reason is one line that says where, what was found and what was expected.
exception WrongFile of reason: string with
    override this.Message = this.reason
