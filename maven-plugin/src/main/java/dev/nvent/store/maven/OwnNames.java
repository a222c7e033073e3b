package dev.nvent.store.maven;

import java.util.Locale;
import org.jooq.codegen.DefaultGeneratorStrategy;
import org.jooq.meta.Definition;

/**
 * jOOQ's names without the store's prefix: the table {@code nvent_customers} becomes {@code CUSTOMERS} and {@code
 * CustomersRecord}. Its SQL name keeps the prefix, which the store replaces by its own at run time.
 */
public class OwnNames extends DefaultGeneratorStrategy {

    @Override
    public String getJavaIdentifier(Definition definition) {
        String name = super.getJavaIdentifier(definition);
        return strip(definition, name, StoreObjects.PREFIX.toUpperCase(Locale.ROOT));
    }

    @Override
    public String getJavaClassName(Definition definition, Mode mode) {
        return strip(definition, super.getJavaClassName(definition, mode), "Nvent");
    }

    @Override
    public String getJavaMethodName(Definition definition, Mode mode) {
        return decapitalized(definition, super.getJavaMethodName(definition, mode));
    }

    @Override
    public String getJavaMemberName(Definition definition, Mode mode) {
        return decapitalized(definition, super.getJavaMemberName(definition, mode));
    }

    /** Objects in the store's schema are in the same package whether there are other schemas or not. */
    @Override
    public String getJavaPackageName(Definition definition, Mode mode) {
        return withoutSchema(super.getJavaPackageName(definition, mode));
    }

    @Override
    public String getGlobalReferencesJavaPackageName(Definition container, Class<? extends Definition> objectType) {
        return withoutSchema(super.getGlobalReferencesJavaPackageName(container, objectType));
    }

    private String withoutSchema(String name) {
        String nested = getTargetPackage() + "." + StoreObjects.NAMESPACE.schema();
        return name.equals(nested) || name.startsWith(nested + ".")
                ? getTargetPackage() + name.substring(nested.length())
                : name;
    }

    private static String decapitalized(Definition definition, String name) {
        String stripped = strip(definition, name, "nvent");
        return stripped.equals(name) ? name : stripped.substring(0, 1).toLowerCase(Locale.ROOT) + stripped.substring(1);
    }

    private static String strip(Definition definition, String name, String prefix) {
        boolean prefixed = definition.getOutputName().startsWith(StoreObjects.PREFIX)
                && name.startsWith(prefix)
                && name.length() > prefix.length()
                && Character.isJavaIdentifierStart(name.charAt(prefix.length()));
        return prefixed ? name.substring(prefix.length()) : name;
    }
}
