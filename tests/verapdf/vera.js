// Validates PDFs against PDF/UA-1 with veraPDF, which is called through its Java interface. Runs in Rhino,
// which comes inside the same jar, so that a plain Java runtime is enough. Prints a line for each file that
// passes, and one for each rule that another breaks.
importPackage(org.verapdf.gf.foundry, org.verapdf.pdfa, org.verapdf.pdfa.flavours);

java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.OFF);
VeraGreenfieldFoundryProvider.initialise();
var flavour = PDFAFlavour.PDFUA_1;

for (var i = 0; i < arguments.length; i++) {
    var parser = Foundries.defaultInstance().createParser(new java.io.File(arguments[i]), flavour);
    var result = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
    if (result.isCompliant()) print("pass\t" + arguments[i]);
    var broken = result.getTestAssertions().iterator();
    while (broken.hasNext()) {
        var each = broken.next();
        var rule = each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber();
        print("fail\t" + arguments[i] + "\t" + rule + "\t" + each.getMessage() + "\t" + each.getLocation().getContext());
    }
    parser.close();
}
